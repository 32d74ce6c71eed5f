using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>Rules for the kinds that look at a source, or build it.</summary>
internal static partial class SourceRules
{
    public static RuleResult Analysis(RuleContext context)
    {
        var words = context.Goal.Wanted(AnalysisWords());
        if (words.Count == 0)
        {
            return RuleResult.Silent;
        }

        return context.Source is { } source
            ? RuleResult.Of(Said(words), new JsonObject { ["source"] = source })
            : RuleResult.Lacks(Said(words), "An analysis needs a source (input.source).");
    }

    public static RuleResult Build(RuleContext context)
    {
        var builds = context.Goal.Wanted(BuildWords());
        var tests = context.Goal.Wanted(TestWords());
        var checks = context.Glance is { Projects.Count: > 0 } ? context.Goal.Wanted(CheckWords()) : [];
        if (builds.Count + tests.Count + checks.Count == 0)
        {
            return RuleResult.Silent;
        }

        var because = Said([.. builds, .. tests, .. checks]) + (checks.Count > 0 ? ", and the source has projects" : "");
        if (context.Source is not { } source)
        {
            return RuleResult.Lacks(because, "A build needs a source (input.source).");
        }

        var input = new JsonObject { ["source"] = source };
        if (tests.Count == 0 && (checks.Count == 0 || context.Goal.Refuses(TestWords())))
        {
            input["steps"] = new JsonArray("restore", "build");
        }

        if (context.Goal.Wanted(ReleaseWords()).Count > 0)
        {
            input["configuration"] = "Release";
        }

        return RuleResult.Of(because, input);
    }

    public static RuleResult Inspection(RuleContext context)
    {
        var words = context.Goal.Wanted(DiskWords());
        var paths = context.Goal.Names.Where(SourceGlance.IsImage).Distinct(StringComparer.Ordinal).ToArray();
        var isSource = context.Glance is null && context.Input.Source is not null && (words.Count > 0 || (context.SourcePath is { } path && SourceGlance.IsImage(path)));
        if (words.Count == 0 && paths.Length == 0 && !isSource)
        {
            return RuleResult.Silent;
        }

        var because = words.Count > 0 ? Said(words) : "the name of a disk image";
        if (isSource && context.SourcePath is { } image)
        {
            return RuleResult.Of(because, Image("path", image));
        }

        if (isSource && context.SourceUpload is { } upload)
        {
            return RuleResult.Of(because, Image("upload_id", upload));
        }

        return paths.Length > 0
            ? new RuleResult(because, [.. paths.Select(name => Image("path", name))])
            : RuleResult.Lacks(because, "An inspection needs a disk image: a source that is one, or its path in the goal, ending in .qcow2, .vmdk, .vhd, .vhdx, .img, .raw or .iso.");
    }

    public static string Said(IEnumerable<string> words) => "the goal says " + string.Join(", ", words.Select(word => $"\"{word}\""));

    private static JsonObject Image(string member, string value) => new() { ["image"] = new JsonObject { [member] = value } };

    [GeneratedRegex(@"\b(?:analy[sz](?:e|es|ing|is)|review|audit|lint|code quality|quality|security|vulnerabilit\w+|code smells?|smells|secrets|duplicat\w+|metrics)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnalysisWords();

    [GeneratedRegex(@"\b(?:build|builds|rebuild|compile|compiles|restore)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BuildWords();

    [GeneratedRegex(@"\b(?:test|tests|testing|coverage)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TestWords();

    [GeneratedRegex(@"\b(?:check|checks|verify|validate|release candidate|ready)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CheckWords();

    [GeneratedRegex(@"\brelease\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReleaseWords();

    [GeneratedRegex(@"\b(?:disk images?|disks?|partitions?|partition tables?|file ?systems?|boot sectors?|virtual machine images?|qcow2|vmdk|vhdx?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DiskWords();
}
