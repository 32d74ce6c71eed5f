using System.Globalization;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Where a listing stands: the last instance it has named.</summary>
internal readonly record struct FilterPosition(long CreatedAt, long Key)
{
    public static FilterPosition Start { get; } = new(long.MinValue, long.MinValue);

    /// <exception cref="ArgumentException">The text is no token of this engine.</exception>
    public static FilterPosition Parse(string token)
    {
        var parts = token.Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var createdAt)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var key)
                ? new FilterPosition(createdAt, key)
                : throw new ArgumentException($"'{token}' is not a continuation token of a query.", nameof(token));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt}.{Key}");
}
