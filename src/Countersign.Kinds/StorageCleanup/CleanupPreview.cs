using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// A step's files as lines of its preview: <c>"logs/a.log", 1234 bytes, etag 4d2-...</c>, the path as a JSON string; a line that
/// begins with <c>#</c> is for people. A blob's line goes on with its snapshots (<c>, snapshots 2 up to 2026-01-31T00:00:00.0000000Z</c>)
/// and versions (<c>, versions 3</c>) where it has them. The preview is what the plan's hash covers and what a person reads, and it is also what
/// the execution reads: there is no second list that could say something else.
/// </summary>
public static partial class CleanupPreview
{
    // Control and direction characters are written as escapes, so that no name can disguise a line.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = CreateEncoder() };

    /// <summary>One file's line.</summary>
    public static string Line(string path, long size, string etag) => Line(new CleanupLine(path, size, etag));

    /// <summary>One file's or blob's line.</summary>
    public static string Line(CleanupLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return string.Create(CultureInfo.InvariantCulture, $"{Quote(line.Path)}, {line.Size} bytes, etag {line.ETag}{Extras(line)}");
    }

    /// <summary>What a blob's line says after its ETag; empty for a file.</summary>
    public static string Extras(CleanupLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var snapshots = line.Snapshots is { } some ? string.Create(CultureInfo.InvariantCulture, $", snapshots {some.Count} up to {some.Newest}") : "";
        var versions = line.Versions is { } count ? string.Create(CultureInfo.InvariantCulture, $", versions {count}") : "";
        return snapshots + versions;
    }

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
            return JsonSerializer.Deserialize<string>(match.Groups[1].ValueSpan) is { } path
                ? new CleanupLine(path, size, match.Groups[3].Value)
                {
                    Snapshots = Number(match.Groups[4]) is { } count ? new ItemSnapshots(count, match.Groups[5].Value) : null,
                    Versions = Number(match.Groups[6]),
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // At most nine digits, so that no number is too large.
    private static int? Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    // An ETag is what RFC 9110, section 8.8.3, allows, without the comma that ends it here.
    [GeneratedRegex(
        """^("(?:[^"\\]|\\.)*"), ([0-9]{1,19}) bytes, etag ([\x21\x23-\x2b\x2d-\x7e]{1,100})(?:, snapshots ([0-9]{1,9}) up to ([0-9TZ:.-]{1,40}))?(?:, versions ([0-9]{1,9}))?$""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
