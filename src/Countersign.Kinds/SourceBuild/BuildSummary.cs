using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.SourceBuild.Reports;

namespace Countersign.Kinds.SourceBuild;

/// <summary>Puts the steps' results together; also of a job that failed, up to and with the step that did.</summary>
internal static class BuildSummary
{
    public static JsonElement Create(SummaryContext context)
    {
        var steps = context.Results
            .OrderBy(result => NumberIn(result.Key))
            .ThenBy(result => OrderOf(result.Key))
            .Select(result => JsonNode.Parse(result.Value.GetRawText())!)
            .ToArray();
        var tests = steps.Select(step => step["tests"]).OfType<JsonNode>().Select(TestCounts.Read).ToArray();
        var coverage = steps.Select(step => step["coverage"]).OfType<JsonNode>().Select(Coverage.Read).ToArray();
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["succeeded"] = steps.All(step => (bool)step["succeeded"]!),
            ["projects"] = new JsonArray([.. BuildFacts.Read(context.Analysis.Facts).Select(project => (JsonNode)new JsonObject
            {
                ["number"] = project.Number,
                ["type"] = project.Project.Type,
                ["folder"] = project.Project.Place,
                ["file"] = project.Project.File,
                ["missing_programs"] = new JsonArray([.. project.Missing.Select(program => (JsonNode)program)]),
            })]),
            ["tests"] = tests.Length == 0 ? null : tests.Aggregate((sum, next) => sum.Plus(next)).ToJson(),
            ["coverage"] = coverage.Length == 0 ? null : coverage.Aggregate((sum, next) => sum.Plus(next)).ToJson(),
            ["steps"] = new JsonArray([.. steps]),
        });
    }

    private static int NumberIn(string step) =>
        int.TryParse(step.AsSpan(step.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int OrderOf(string step) => BuildSteps.All.Index().FirstOrDefault(entry => step.StartsWith(entry.Item, StringComparison.Ordinal)).Index;
}
