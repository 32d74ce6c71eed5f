using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>Looks for notes of unfinished work in comments, and tells the age of those that bear a date.</summary>
/// <remarks>A source that was copied for a job has no history, so no other age can be known.</remarks>
internal static partial class TodoCheck
{
    private const int Shown = 120;
    private const int Old = 365;

    /// <param name="file">Where to look.</param>
    /// <param name="today">What ages are counted to.</param>
    /// <param name="sink">Where findings go.</param>
    public static void Check(TextFile file, DateOnly today, FindingSink sink)
    {
        if (file.IsGenerated || file.Language is not { IsCode: true } language)
        {
            return;
        }

        for (var i = 0; i < file.Lines.Length; i++)
        {
            var line = file.Lines[i];
            if (Marker().Match(line) is not { Success: true } match || !IsInComment(line, match.Index, language))
            {
                continue;
            }

            var text = line[match.Index..].Trim();
            var age = Age(text, today);
            sink.Add(
                NeutralRules.Todo, file.Path, i + 1,
                (text.Length <= Shown ? text : text[..Shown] + " …") + (age is { } days ? string.Create(CultureInfo.InvariantCulture, $" ({days} days old)") : ""),
                match.Index + 1, severity: age > Old ? Severity.Low : Severity.Info);
        }
    }

    private static bool IsInComment(string line, int at, Language language)
    {
        var before = line.AsSpan(0, at);
        foreach (var start in language.LineComments)
        {
            if (before.Contains(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return (language.BlockStart is { } block && before.Contains(block, StringComparison.Ordinal)) || before.TrimStart() is "*" or "* ";
    }

    private static int? Age(string text, DateOnly today) =>
        Date().Match(text) is { Success: true } match
        && DateOnly.TryParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date <= today
            ? today.DayNumber - date.DayNumber
            : null;

    // In capitals, as people write it; a word such as TODOS is none.
    [GeneratedRegex(@"(?<![A-Za-z0-9_])(?:TODO|FIXME|HACK|XXX)(?![A-Za-z0-9_])")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")]
    private static partial Regex Date();
}
