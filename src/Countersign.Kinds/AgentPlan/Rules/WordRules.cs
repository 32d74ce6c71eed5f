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

    public static RuleResult Generation(RuleContext context)
    {
        var words = context.Goal.Wanted(GenerateWords());
        if (words.Count == 0)
        {
            return RuleResult.Silent;
        }

        var because = SourceRules.Said(words);
        var parameters = new JsonObject();
        if (Called().Match(context.Goal.Whole) is { Success: true } called)
        {
            parameters["name"] = called.Groups[1].Success ? called.Groups[1].Value : called.Groups[2].Value;
        }

        return Template(context) is { } template
            ? RuleResult.Of(because, new JsonObject { ["template"] = template, ["parameters"] = parameters })
            : RuleResult.Lacks(because, "Which template is wanted cannot be told from the goal; name one of GET /api/capabilities, or give parameters for project.generate.");
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

    /// <summary>The one template of the kind's schema most of whose words stand in the goal.</summary>
    private static string? Template(RuleContext context)
    {
        var schema = JsonNode.Parse(context.Kind.Descriptor.InputSchema.GetRawText());
        if (schema?["properties"]?["template"] is not JsonObject template || template["enum"] is not JsonArray names)
        {
            return null;
        }

        var best = names.Select(name => name?.GetValue<string>()).OfType<string>()
            .Select(name => (Name: name, Score: name.Split('-', '_', '.', ' ').Count(part => context.Goal.Whole.Contains(part, StringComparison.OrdinalIgnoreCase)) / (double)name.Split('-', '_', '.', ' ').Length))
            .Where(name => name.Score > 0)
            .OrderByDescending(name => name.Score)
            .ToArray();
        return best switch
        {
            [] => null,
            [var only] => only.Name,
            [var first, var second, ..] => first.Score > second.Score ? first.Name : null,
        };
    }

    [GeneratedRegex(@"\b(?:run|execute|start|call)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RunWords();

    [GeneratedRegex(@"\b(GET|HEAD|POST|PUT|PATCH|DELETE)\s+(https?://\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex RequestParts();

    [GeneratedRegex(@"\b(?:generate|scaffold|bootstrap|create|make)\b(?=.*\b(?:project|app|application|api|service|website|front ?end|back ?end)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex GenerateWords();

    [GeneratedRegex("""\b(?:called|named)\s+(?:"([^"]+)"|([A-Za-z][\w-]*))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Called();

    [GeneratedRegex("""
        "([^"]*)"|'([^']*)'|\S+
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex WordParts();
}
