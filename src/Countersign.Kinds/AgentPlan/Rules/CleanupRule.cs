using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>Removing files of a folder, or blobs of a container: which ones has to be said, and where.</summary>
internal static partial class CleanupRule
{
    public static RuleResult Look(RuleContext context)
    {
        var words = context.Goal.Wanted(Words());
        if (words.Count == 0)
        {
            return RuleResult.Silent;
        }

        var rules = Rules(context.Goal);
        var container = Container().Match(context.Goal.Whole) is { Success: true } named ? named.Groups[1].Value.TrimEnd('-') : null;
        var folder = Folder().Match(context.Goal.Whole) is { Success: true } match
            ? match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Value.TrimEnd('.', ',', ';')
            : context.SourcePath;
        var because = SourceRules.Said(words);
        if ((container ?? folder) is null || rules.Count == 0)
        {
            return RuleResult.Lacks(because, "A clean-up needs a folder (\"in PATH\", or a source with a path) or a container (\"in container NAME\"), and at least one of \"older than N days\", \"larger than N MB\", a pattern such as *.log, and \"keep the newest N\".");
        }

        return RuleResult.Of(because, new JsonObject
        {
            ["target"] = container is not null ? new JsonObject { ["container"] = container } : new JsonObject { ["path"] = folder },
            ["rules"] = rules,
        });
    }

    private static JsonObject Rules(GoalText goal)
    {
        var rules = new JsonObject();
        if (Age().Match(goal.Whole) is { Success: true } age)
        {
            rules["older_than_days"] = double.Parse(age.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * DaysIn(age.Groups[2].Value);
        }

        if (Size().Match(goal.Whole) is { Success: true } size)
        {
            rules["larger_than_bytes"] = (long)Math.Min(double.Parse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * BytesIn(size.Groups[2].Value), long.MaxValue / 2);
        }

        if (goal.Names.FirstOrDefault(name => name.Contains('*', StringComparison.Ordinal)) is { } pattern)
        {
            rules["pattern"] = pattern;
        }

        if (Newest().Match(goal.Whole) is { Success: true } newest && int.TryParse(newest.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count))
        {
            rules["keep_last"] = count;
        }

        return rules;
    }

    private static double DaysIn(string unit) => unit.ToLowerInvariant()[0] switch
    {
        'h' => 1.0 / 24,
        'w' => 7,
        'm' => 30,
        'y' => 365,
        _ => 1,
    };

    private static long BytesIn(string unit) => unit.ToLowerInvariant() switch
    {
        "gb" or "gib" => 1L << 30,
        "mb" or "mib" => 1L << 20,
        "kb" or "kib" => 1L << 10,
        _ => 1,
    };

    [GeneratedRegex(@"\b(?:clean ?up|clean|tidy|delete|remove|purge|prune|free up|free space)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(?:in|from|below|under|of)\s+(?:the\s+)?(?:folder|directory)\s+(?:""([^""]+)""|([\w./-]+))|\b(?:in|from|below|under)\s+(?:""([^""]+)""|((?=[\w.-]*/)[\w./-]+))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Folder();

    [GeneratedRegex(@"\b(?:in|from|of)\s+(?:the\s+)?(?:blob\s+)?container\s+""?([a-z0-9][a-z0-9-]{2,62})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Container();

    [GeneratedRegex(@"\bolder than\s+(\d{1,6}(?:\.\d+)?)\s*(hours?|days?|weeks?|months?|years?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Age();

    [GeneratedRegex(@"\b(?:larger|bigger) than\s+(\d{1,12}(?:\.\d+)?)\s*(bytes?|[kmg]i?b)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();

    [GeneratedRegex(@"\bkeep (?:the )?(?:newest|last|latest)\s+(\d{1,6})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Newest();
}
