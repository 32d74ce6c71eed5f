using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Findings;

/// <summary>Collects findings within bounds; counts them all.</summary>
/// <param name="selection">Which rules are wanted.</param>
/// <param name="takes">Which files are wanted, where findings may be about others; null for all.</param>
internal sealed class FindingSink(RuleSelection selection, Func<string, bool>? takes = null)
{
    /// <summary>How many findings a step lists; past it the least grave are only counted.</summary>
    public const int MostFindings = 2000;

    private const int MostOfOneRule = 500;
    private const int MostNotes = 50;
    private readonly Dictionary<(string Rule, Severity Severity), int> _counts = [];
    private readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly List<string> _notes = [];
    private int _moreNotes;

    /// <summary>Whether anybody wants to know; work for other rules can be spared.</summary>
    public bool Wants(Rule rule) => selection.Takes(rule.Id);

    public void Add(Rule rule, Finding finding)
    {
        if (!selection.Takes(rule.Id) || (finding.Path.Length > 0 && takes?.Invoke(finding.Path) == false))
        {
            return;
        }

        _rules[rule.Id] = rule;
        var key = (rule.Id, finding.Severity);
        var count = _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (count <= MostOfOneRule)
        {
            _findings.Add(finding with { Message = Shortened(finding.Message) });
        }
    }

    public void Add(Rule rule, string path, int line, string message, int column = 0, int endLine = 0, Severity? severity = null) =>
        Add(rule, new Finding(rule.Id, severity ?? rule.Severity, path, line, column, Math.Max(line, endLine), message));

    public void Note(string sentence)
    {
        if (_notes.Count < MostNotes)
        {
            _notes.Add(sentence);
        }
        else
        {
            _moreNotes++;
        }
    }

    public StepReport Report(string analyser, int files) => new()
    {
        Analyser = analyser,
        Files = files,
        Findings =
        [
            .. _findings.OrderByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Rule, StringComparer.Ordinal)
                .Take(MostFindings),
        ],
        Counts =
        [
            .. _counts.OrderBy(count => count.Key.Rule, StringComparer.Ordinal).ThenBy(count => count.Key.Severity)
                .Select(count => new RuleCount(count.Key.Rule, count.Key.Severity, count.Value)),
        ],
        Rules = [.. _rules.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
        Notes = _moreNotes == 0 ? [.. _notes] : [.. _notes, $"{_moreNotes} more notes of this kind are left out."],
    };

    private static string Shortened(string message) => message.Length <= 400 ? message : message[..400] + " …";
}
