using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>Checks <c>{source, include?, exclude?, rules?: {only?, skip?, limits?}}</c> and lists every problem.</summary>
internal static class CodeAnalysisInputRules
{
    private const int MostPatterns = 100;
    private static readonly string[] InputFields = ["source", "include", "exclude", "rules"];
    private static readonly string[] RuleFields = ["only", "skip", "limits"];

    /// <summary>The limits that a job may set, with the least and the most.</summary>
    public static IReadOnlyDictionary<string, (int Least, int Most)> Limits { get; } = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["cyclomatic"] = (1, 1000),
        ["cognitive"] = (1, 1000),
        ["method_lines"] = (5, 100_000),
        ["nesting"] = (1, 100),
        ["file_lines"] = (10, 10_000_000),
        ["duplicate_lines"] = (5, 1000),
    };

    public static void Check(JsonElement input, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", "is no object; allowed is an object with source and, if wanted, include, exclude and rules.");
            return;
        }

        RefuseUnknown(input, "input", InputFields, errors);
        SourceInput.Check(input, errors);
        CheckList(input, "include", "input", FileSelection.Problem, errors);
        CheckList(input, "exclude", "input", FileSelection.Problem, errors);
        if (Find(input, "rules") is not { } rules)
        {
            return;
        }

        if (rules.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input.rules", "is no object; allowed is an object with only, skip and limits.");
            return;
        }

        RefuseUnknown(rules, "input.rules", RuleFields, errors);
        CheckList(rules, "only", "input.rules", ProblemOfRule, errors);
        CheckList(rules, "skip", "input.rules", ProblemOfRule, errors);
        CheckLimits(rules, errors);
    }

    /// <summary>A field that is there and not null.</summary>
    public static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? ProblemOfRule(string name) => RuleCatalogue.Knows(name)
        ? null
        : $"is '{name}', which is no rule; allowed are {string.Join(", ", RuleCatalogue.All.Select(rule => rule.Id))}, a group ({string.Join(", ", RuleCatalogue.Groups)}), "
            + "or a rule of a tool such as ruff.S608.";

    private static void CheckList(JsonElement parent, string name, string path, Func<string, string?> problem, FieldErrors errors)
    {
        if (Find(parent, name) is not { } list)
        {
            return;
        }

        var field = $"{path}.{name}";
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostPatterns)
        {
            errors.Add(field, $"allowed is a list of up to {MostPatterns} texts.");
            return;
        }

        var i = 0;
        foreach (var item in list.EnumerateArray())
        {
            var at = $"{field}[{i++}]";
            if (item.ValueKind != JsonValueKind.String)
            {
                errors.Add(at, "is no text.");
            }
            else if (problem(item.GetString()!) is { } wrong)
            {
                errors.Add(at, wrong);
            }
        }
    }

    private static void CheckLimits(JsonElement rules, FieldErrors errors)
    {
        if (Find(rules, "limits") is not { } limits)
        {
            return;
        }

        if (limits.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input.rules.limits", $"is no object; allowed is an object with {string.Join(", ", Limits.Keys)}.");
            return;
        }

        RefuseUnknown(limits, "input.rules.limits", [.. Limits.Keys], errors);
        foreach (var (name, (least, most)) in Limits)
        {
            if (Find(limits, name) is { } value && !(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most))
            {
                errors.Add($"input.rules.limits.{name}", $"is {value.GetRawText()}; allowed is a whole number from {least} to {most}.");
            }
        }
    }

    private static void RefuseUnknown(JsonElement parent, string path, string[] known, FieldErrors errors)
    {
        foreach (var property in parent.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            errors.Add($"{path}.{property.Name}", $"is not a field of {path}; allowed are {string.Join(", ", known)}.");
        }
    }
}
