namespace Countersign.Contracts.Jobs;

/// <summary>The rules of an artifact's name: safe as a part of a URL, of a header and of any file system.</summary>
public static class ArtifactNames
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 100;

    /// <summary>What a name looks like, for messages and schemas.</summary>
    public const string Pattern = "^[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$";

    /// <summary>Whether the text matches <see cref="Pattern"/>.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterOrDigit(text[0])
        && text[^1] != '.'
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
