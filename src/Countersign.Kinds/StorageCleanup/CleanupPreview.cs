using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// A step's files as lines of its preview: <c>"logs/a.log", 1234 bytes, etag 4d2-...</c>, the path as a JSON string; a line that
/// begins with <c>#</c> is for people. The preview is what the plan's hash covers and what a person reads, and it is also what
/// the execution reads: there is no second list that could say something else.
/// </summary>
public static partial class CleanupPreview
{
    // Control and direction characters are written as escapes, so that no name can disguise a line.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = CreateEncoder() };

    /// <summary>One file's line.</summary>
    public static string Line(string path, long size, string etag) =>
        string.Create(CultureInfo.InvariantCulture, $"{Quote(path)}, {size} bytes, etag {etag}");

    /// <summary>A text as a JSON string.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text, Quoting);

    /// <summary>Reads a preview back; false when a line is neither a file's nor for people.</summary>
    public static bool TryParse(string preview, [NotNullWhen(true)] out IReadOnlyList<CleanupLine>? lines)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var found = new List<CleanupLine>();
        lines = null;
        foreach (var text in preview.Split('\n').Where(text => text.Length > 0 && text[0] != '#'))
        {
            if (ReadLine(text) is not { } line)
            {
                return false;
            }

            found.Add(line);
        }

        lines = found;
        return true;
    }

    private static JavaScriptEncoder CreateEncoder()
    {
        // Control characters and what lies beyond the first plane are escaped in any case.
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(IsInvisible)]);
        return JavaScriptEncoder.Create(settings);
    }

    private static bool IsInvisible(char character) => CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static CleanupLine? ReadLine(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !long.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<string>(match.Groups[1].ValueSpan) is { } path ? new CleanupLine(path, size, match.Groups[3].Value) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("""^("(?:[^"\\]|\\.)*"), ([0-9]{1,19}) bytes, etag ([0-9a-z-]{1,100})$""", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
