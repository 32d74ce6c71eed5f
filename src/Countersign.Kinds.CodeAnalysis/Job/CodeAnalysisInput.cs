using System.Text.Json;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>A job's input that was checked.</summary>
internal sealed record CodeAnalysisInput(SourceReference Source, FileSelection Selection, RuleSelection Rules, RuleLimits Limits)
{
    public static CodeAnalysisInput Parse(JsonElement input)
    {
        var rules = CodeAnalysisInputRules.Find(input, "rules");
        var limits = rules is { } some ? CodeAnalysisInputRules.Find(some, "limits") : null;
        var standard = new RuleLimits();
        return new CodeAnalysisInput(
            SourceInput.Parse(input),
            new FileSelection(Texts(input, "include"), Texts(input, "exclude")),
            new RuleSelection(rules is { } only ? Texts(only, "only") : [], rules is { } skip ? Texts(skip, "skip") : []),
            standard with
            {
                Cyclomatic = Limit("cyclomatic", standard.Cyclomatic),
                Cognitive = Limit("cognitive", standard.Cognitive),
                MethodLines = Limit("method_lines", standard.MethodLines),
                Nesting = Limit("nesting", standard.Nesting),
                FileLines = Limit("file_lines", standard.FileLines),
                DuplicateLines = Limit("duplicate_lines", standard.DuplicateLines),
            });

        int Limit(string name, int otherwise) =>
            limits is { } given && CodeAnalysisInputRules.Find(given, name) is { } value ? value.GetInt32() : otherwise;
    }

    private static string[] Texts(JsonElement parent, string name) =>
        CodeAnalysisInputRules.Find(parent, name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
