using System.Globalization;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.SourceBuild.Reports;

/// <summary>Counts tests in the output of runners that write no report: unittest, cargo, Node's own and go.</summary>
internal sealed partial class OutputCounts
{
    private readonly List<TestFailure> _failures = [];
    private int _total;
    private int _failed;
    private int _skipped;

    /// <summary>What was counted; null where no line was one of a known runner's.</summary>
    public TestCounts? Counts => _total == 0 ? null : new TestCounts(_total, Math.Max(_failed, 0), _skipped, _failures);

    public void Take(string line)
    {
        if (Cargo().Match(line) is { Success: true } cargo)
        {
            var (passed, failed, ignored) = (Number(cargo, 1), Number(cargo, 2), Number(cargo, 3));
            Add(passed + failed + ignored, failed, ignored);
        }
        else if (Unittest().Match(line) is { Success: true } unittest)
        {
            Add(Number(unittest, 1), 0, 0);
        }
        else if (UnittestEnd().Match(line) is { Success: true } end)
        {
            foreach (Match part in UnittestPart().Matches(end.Groups[1].Value))
            {
                Add(0, part.Groups[1].Value is "failures" or "errors" ? Number(part, 2) : 0, part.Groups[1].Value == "skipped" ? Number(part, 2) : 0);
            }
        }
        else if (Node().Match(line) is { Success: true } node)
        {
            var count = Number(node, 2);
            Add(node.Groups[1].Value == "tests" ? count : 0, node.Groups[1].Value == "fail" ? count : 0, node.Groups[1].Value is "skipped" or "todo" ? count : 0);
        }
        else if (Go().Match(line) is { Success: true } go)
        {
            Add(1, go.Groups[1].Value == "FAIL" ? 1 : 0, go.Groups[1].Value == "SKIP" ? 1 : 0);
        }

        if (Failure().Match(line) is { Success: true } failure && _failures.Count < 100)
        {
            _failures.Add(TestFailure.Create(failure.Groups.Values.Skip(1).First(group => group.Success).Value, "The step's log tells more."));
        }
    }

    private void Add(int total, int failed, int skipped)
    {
        _total += total;
        _failed += failed;
        _skipped += skipped;
    }

    private static int Number(Match match, int group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored")]
    private static partial Regex Cargo();

    [GeneratedRegex(@"^Ran (\d+) tests? in ")]
    private static partial Regex Unittest();

    [GeneratedRegex(@"^(?:FAILED|OK) \(([a-z0-9=, ]+)\)$")]
    private static partial Regex UnittestEnd();

    [GeneratedRegex(@"(failures|errors|skipped)=(\d+)")]
    private static partial Regex UnittestPart();

    [GeneratedRegex(@"^(?:#|ℹ) (tests|fail|skipped|todo) (\d+)$")]
    private static partial Regex Node();

    [GeneratedRegex(@"^\s*--- (PASS|FAIL|SKIP): ")]
    private static partial Regex Go();

    // cargo, unittest, Node's TAP and its spec reporter (in the list at the end), go.
    [GeneratedRegex(@"^test (\S+) \.\.\. FAILED$|^(?:FAIL|ERROR): (\w+ \(.+\))$|^not ok \d+ - (.+)$|^\s*--- FAIL: (\S+)")]
    private static partial Regex Failure();
}
