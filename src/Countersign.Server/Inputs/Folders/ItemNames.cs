namespace Countersign.Server.Inputs.Folders;

/// <summary>Names of what lies below a folder.</summary>
internal static class ItemNames
{
    /// <summary>How deep folders are descended into.</summary>
    public const int DeepestFolder = 200;

    /// <summary>The parts of a name; null when it could lead out of the folder or is none.</summary>
    public static string[]? Split(string name)
    {
        var parts = name.Split('/');
        var isPlain = parts.All(part => part is not ("" or "." or "..") && part.AsSpan().IndexOfAny('\0', Path.DirectorySeparatorChar) < 0);
        return isPlain ? parts : null;
    }

    /// <summary>Whether a plan can name the entry: the system's bytes were valid text.</summary>
    public static bool IsText(string name) => !name.Contains('\uFFFD', StringComparison.Ordinal) && !name.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
