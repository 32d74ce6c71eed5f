namespace Countersign.Contracts.Jobs;

/// <summary>The rules of a job's identifier.</summary>
public static class JobIds
{
    /// <summary>The longest identifier.</summary>
    public const int MaxLength = 100;

    /// <summary>What an identifier looks like, for messages and schemas.</summary>
    public const string Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";

    private static readonly string[] RouteWords = ["stats"];

    /// <summary>Whether the text can name a job: it matches <see cref="Pattern"/> and is no word of a route.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        && !RouteWords.Contains(text, StringComparer.OrdinalIgnoreCase);
}
