using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Index;

/// <summary>The place in a list after which the next page starts.</summary>
/// <param name="CreatedAt">In milliseconds since 1970.</param>
/// <param name="JobId">The last job of the page.</param>
/// <param name="OldestFirst">The direction of the list; the place means something else in the other.</param>
/// <param name="Total">How many jobs the first page counted: counting reads the whole list, so one walk counts once.</param>
internal sealed record ListCursor(long CreatedAt, string JobId, bool OldestFirst, long Total)
{
    private const char Oldest = 'o';
    private const char Newest = 'n';

    /// <exception cref="InvalidCursorException">The text was not made by <see cref="ToString"/> for such a query.</exception>
    public static ListCursor Parse(string text, bool oldestFirst)
    {
        var parts = Decode(text).Split(':');
        return parts is [[var direction], var createdAt, var jobId, var count]
            && direction == (oldestFirst ? Oldest : Newest)
            && long.TryParse(createdAt, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var instant)
            && IsInstant(instant)
            && JobIds.IsValid(jobId)
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? new ListCursor(instant, jobId, oldestFirst, total)
            : throw new InvalidCursorException();
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{(OldestFirst ? Oldest : Newest)}:{CreatedAt}:{JobId}:{Total}")));

    private static bool IsInstant(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static string Decode(string text) =>
        Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : "";
}
