using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>Rules for what a goal writes out: commands, requests, templates.</summary>
internal static partial class WordRules
{
    /// <summary>Each command in backticks; no shell reads it.</summary>
    public static RuleResult Script(RuleContext context)
    {
        var words = context.Goal.Wanted(RunWords());
        if (words.Count == 0)
        {
            return RuleResult.Silent;
        }

        return context.Goal.Commands.Count == 0
            ? RuleResult.Silent
            : new RuleResult($"{SourceRules.Said(words)}, and a command in backticks", [.. context.Goal.Commands.Select(command => Command(context, command))]);
    }

    public static RuleResult Requests(RuleContext context)
    {
        var requests = RequestParts().Matches(context.Goal.Whole);
        return requests.Count == 0
            ? RuleResult.Silent
            : RuleResult.Of("the goal names HTTP requests", new JsonObject
            {
                ["steps"] = new JsonArray([.. requests.Select((request, index) => (JsonNode)new JsonObject
                {
                    ["id"] = $"request-{index + 1}",
                    ["method"] = request.Groups[1].Value,
                    ["url"] = request.Groups[2].Value.TrimEnd('.', ',', ';', ')'),
                })]),
            });
    }

    /// <summary>The kind itself reads the goal for template and parameters.</summary>
    public static RuleResult Generation(RuleContext context)
    {
        var words = context.Goal.Wanted(GenerateWords());
        if (words.Count == 0)
        {
            return RuleResult.Silent;
        }

        var because = SourceRules.Said(words);
        return context.Kind.Descriptor.InputSchema.TryGetProperty("properties", out var fields) && fields.TryGetProperty("goal", out _)
            ? RuleResult.Of(because, new JsonObject { ["goal"] = context.Goal.Whole })
            : RuleResult.Lacks(because, $"What is to be generated has to be given as parameters.{context.Kind.Descriptor.Kind}.");
    }

    private static JsonObject Command(RuleContext context, string command)
    {
        var input = new JsonObject { ["command"] = new JsonArray([.. WordParts().Matches(command).Select(word => (JsonNode)(word.Groups[1].Success ? word.Groups[1].Value : word.Groups[2].Success ? word.Groups[2].Value : word.Value))]) };
        if (context.Source is { } source)
        {
            input["source"] = source;
        }

        return input;
    }

    [GeneratedRegex(@"\b(?:run|execute|start|call)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RunWords();

    [GeneratedRegex(@"\b(GET|HEAD|POST|PUT|PATCH|DELETE)\s+(https?://\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex RequestParts();

    [GeneratedRegex(@"\b(?:generate|scaffold|bootstrap|create|make(?!\s+sure))\b(?=.*\b(?:project|app|application|api|service|website|front ?end|back ?end)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex GenerateWords();

    [GeneratedRegex("""
        "([^"]*)"|'([^']*)'|\S+
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex WordParts();
}
