using System.Text.RegularExpressions;

namespace Countersign.Kinds.SourceBuild;

/// <summary>What a person said of a plan, line by line: less of it, or another configuration.</summary>
internal sealed partial class BuildFeedback
{
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly HashSet<string> _projects = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];

    public string? Configuration { get; private set; }

    public IReadOnlyList<string> NotUnderstood => _unknown;

    public static BuildFeedback Parse(string? text)
    {
        var feedback = new BuildFeedback();
        foreach (var line in (text ?? "").Split('\n').Select(line => line.Trim().TrimStart('-').Trim().TrimEnd('.')).Where(line => line.Length > 0))
        {
            if (!feedback.TryRead(line))
            {
                feedback._unknown.Add(line);
            }
        }

        return feedback;
    }

    public bool Takes(string step, BuildFacts project) => !_leftOut.Contains(step) && !_projects.Contains(project.Project.Place);

    private bool TryRead(string line)
    {
        if (Chosen().Match(line) is { Success: true } chosen && chosen.Groups[2].Value.ToLowerInvariant() is var configuration)
        {
            Configuration = char.ToUpperInvariant(configuration[0]) + configuration[1..];
            return true;
        }

        if (Steps().Match(line) is { Success: true } steps)
        {
            var named = BuildSteps.All.Where(step => steps.Groups[2].Value.Contains(step, StringComparison.OrdinalIgnoreCase));
            _leftOut.UnionWith(steps.Groups[1].Value.Equals("only", StringComparison.OrdinalIgnoreCase) ? BuildSteps.All.Except(named) : named);
            return true;
        }

        if (Folder().Match(line) is { Success: true } folder)
        {
            _projects.Add(folder.Groups[1].Value.TrimEnd('/'));
            return true;
        }

        return false;
    }

    [GeneratedRegex(@"^(configuration|build)[ :=]+(debug|release)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Chosen();

    [GeneratedRegex(@"^(only|skip|without|no)\s+((?:(?:the\s+)?(?:restore|build|test)s?(?:\s*,\s*|\s+and\s+|$))+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Steps();

    [GeneratedRegex(@"^(?:skip|without)\s+(?:project|folder)\s+(\S+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Folder();
}
