using System.Globalization;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// What a person said of a plan, line by line. Every line that is understood takes files out of the plan; none can put one in.
/// </summary>
internal sealed partial class CleanupFeedback
{
    private readonly List<Func<CleanupItem, DateTimeOffset, bool>> _keeps = [];
    private readonly List<string> _unknown = [];
    private int _keepLast;

    /// <summary>Lines that say nothing that this kind knows.</summary>
    public IReadOnlyList<string> NotUnderstood => _unknown;

    /// <summary>Reads feedback; null reads as nothing said.</summary>
    public static CleanupFeedback Parse(string? text)
    {
        var feedback = new CleanupFeedback();
        foreach (var line in (text ?? "").Split('\n').Select(line => line.Trim().TrimStart('-').Trim()).Where(line => line.Length > 0))
        {
            if (!feedback.TryRead(line))
            {
                feedback._unknown.Add(line);
            }
        }

        return feedback;
    }

    /// <summary>What is left of a plan's files.</summary>
    public IReadOnlyList<CleanupItem> Apply(IEnumerable<CleanupItem> items, DateTimeOffset asOf) =>
        new CleanupRules(KeepLast: _keepLast).Select(items.Where(item => !_keeps.Any(keeps => keeps(item, asOf))), asOf);

    private bool TryRead(string line)
    {
        if (Age().Match(line) is { Success: true } age && double.TryParse(age.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var days))
        {
            _keeps.Add((item, asOf) => (asOf - item.ModifiedAt).TotalDays <= days);
            return true;
        }

        if (Size().Match(line) is { Success: true } size && long.TryParse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var bytes))
        {
            _keeps.Add((item, _) => item.Size <= bytes);
            return true;
        }

        if (Newest().Match(line) is { Success: true } newest && int.TryParse(newest.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count))
        {
            _keepLast = Math.Max(_keepLast, count);
            return true;
        }

        if (Named().Match(line) is not { Success: true } named || GlobPattern.TryParse(named.Groups[2].Value.Trim('"'), out _) is not { } pattern)
        {
            return false;
        }

        var isKept = named.Groups[1].Value.Equals("keep", StringComparison.OrdinalIgnoreCase);
        _keeps.Add((item, _) => pattern.Matches(item.Path) == isKept);
        return true;
    }

    // Keeping what is newer and removing only what is older say the same.
    [GeneratedRegex(@"^(?:(?:only )?older than|(?:keep )?(?:not older|newer) than) (\d+(?:\.\d+)?) days?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Age();

    [GeneratedRegex(@"^(?:(?:only )?larger than|(?:keep )?(?:not larger|smaller) than) (\d+) bytes?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();

    [GeneratedRegex(@"^keep (?:the )?(?:newest|last) (\d+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Newest();

    // Without quotes one word, so that a sentence is not taken for a pattern.
    [GeneratedRegex("""^(keep|only) (\S+|"[^"]+")$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
