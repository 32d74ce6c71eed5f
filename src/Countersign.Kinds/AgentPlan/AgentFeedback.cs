using System.Globalization;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.AgentPlan;

/// <summary>
/// What people said of a plan, line by line. Narrowing holds whatever planner there is: what somebody left out no model puts back.
/// </summary>
internal sealed partial class AgentFeedback
{
    public const string Known =
        "what can be said is \"exclude KIND\", \"only KIND\", \"add KIND\", \"dry run\" and \"KIND: words for that kind\", with kinds or \"job N\"";

    private readonly IReadOnlyList<string> _kinds;
    private readonly HashSet<string> _excluded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _passedOn = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];
    private HashSet<string>? _only;

    private AgentFeedback(IReadOnlyList<string> kinds) => _kinds = kinds;

    /// <summary>Whether nothing may be planned that writes.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Kinds that were asked for.</summary>
    public IReadOnlyCollection<string> Added => _added;

    /// <summary>Lines that say nothing that the planner knows; one job alone is handed them.</summary>
    public IReadOnlyList<string> NotUnderstood => _unknown;

    /// <param name="texts">All feedback so far, the oldest first; later lines go before earlier ones.</param>
    /// <param name="kinds">Names of the kinds that plans may be made of.</param>
    public static AgentFeedback Parse(IEnumerable<string> texts, IReadOnlyList<string> kinds)
    {
        var feedback = new AgentFeedback(kinds);
        foreach (var line in texts.SelectMany(text => text.Split('\n', ';')).Select(line => line.Trim().TrimStart('-', '*').Trim().TrimEnd('.')).Where(line => line.Length > 0))
        {
            if (!feedback.TryRead(line))
            {
                feedback._unknown.Add(line);
            }
        }

        return feedback;
    }

    /// <summary>Whether the job is wanted.</summary>
    public bool Takes(PlannedJob job) =>
        !_excluded.Contains(job.Kind) && !_excluded.Contains(job.Part) && (_only is null || _only.Contains(job.Kind) || _only.Contains(job.Part));

    /// <summary>What the kind's own planner is told; null for nothing.</summary>
    public string? For(PlannedJob job, bool isAlone)
    {
        var lines = new[] { job.Kind, job.Part }.SelectMany(key => _passedOn.GetValueOrDefault(key) ?? []).Concat(isAlone ? _unknown : []).ToArray();
        return lines.Length == 0 ? null : string.Join('\n', lines);
    }

    private bool TryRead(string line)
    {
        if (DryRun().IsMatch(line))
        {
            IsReadOnly = true;
            return true;
        }

        if (PassedOn().Match(line) is { Success: true } passed && Find(passed.Groups[1].Value) is { } target)
        {
            _passedOn.TryAdd(target, []);
            _passedOn[target].Add(passed.Groups[2].Value.Trim());
            return true;
        }

        if (Choice().Match(line) is not { Success: true } choice)
        {
            return false;
        }

        string[] words = [.. Separator().Split(choice.Groups[2].Value).Where(name => name.Length > 0)];
        string[] named = [.. words.Select(Find).OfType<string>()];
        if (named.Length == 0 || named.Length < words.Length)
        {
            return false;
        }

        switch (choice.Groups[1].Value.ToLowerInvariant())
        {
            case "only" or "just":
                _only = [.. named];
                _excluded.ExceptWith(named);
                break;
            case "add" or "also" or "include":
                _added.UnionWith(named.Where(_kinds.Contains));
                _excluded.ExceptWith(named);
                _only?.UnionWith(named);
                break;
            default:
                _excluded.UnionWith(named);
                _added.ExceptWith(named);
                break;
        }

        return true;
    }

    /// <summary>A kind by its name or by one word of it that no other has, or a job by its number.</summary>
    private string? Find(string words)
    {
        var name = Filling().Replace(words.Trim().Trim('"', '\'', '`'), "").Trim().ToLowerInvariant();
        if (Number().Match(name) is { Success: true } number)
        {
            return int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        if (_kinds.Contains(name))
        {
            return name;
        }

        var word = name.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return _kinds.Where(kind => kind.Split('.').Contains(word) || kind.Replace('.', ' ').Replace(" ", "", StringComparison.Ordinal) == word).ToArray() is [var only] ? only : null;
    }

    [GeneratedRegex(@"^(?:(?:make (?:it|this) )?(?:a )?dry[ -]?run|(?:only )?look(?: only)?|read[ -]only|only read|(?:write|change) nothing|nothing that writes)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DryRun();

    [GeneratedRegex(@"^([\w. -]{1,50}?)\s*:\s*(\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex PassedOn();

    [GeneratedRegex(@"^(?:please )?(exclude|without|skip|no|leave out|drop|remove|only|just|add|also|include)\s+(.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Choice();

    [GeneratedRegex(@"\s*,\s*(?:and\s+)?|\s+and\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?:the|a|an)\s+|\s+(?:jobs?|steps?|part)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Filling();

    [GeneratedRegex(@"^(?:job\s*)?#?(\d{1,4})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
