using System.Text.Json.Nodes;

namespace Countersign.Kinds.SourceBuild.Reports;

/// <summary>What test reports say.</summary>
/// <param name="Total">All tests.</param>
/// <param name="Failed">Those that failed or could not be run.</param>
/// <param name="Skipped">Those that were not run.</param>
/// <param name="Failures">The failed ones; the first so many.</param>
internal sealed record TestCounts(int Total, int Failed, int Skipped, IReadOnlyList<TestFailure> Failures)
{
    private const int MostFailures = 100;

    public int Passed => Total - Failed - Skipped;

    public TestCounts Plus(TestCounts other) => new(
        Total + other.Total, Failed + other.Failed, Skipped + other.Skipped, [.. Failures.Concat(other.Failures).Take(MostFailures)]);

    public JsonObject ToJson() => new()
    {
        ["total"] = Total,
        ["passed"] = Passed,
        ["failed"] = Failed,
        ["skipped"] = Skipped,
        ["failures"] = new JsonArray([.. Failures.Select(failure => (JsonNode)new JsonObject { ["name"] = failure.Name, ["message"] = failure.Message })]),
    };

    public static TestCounts Read(JsonNode json) => new(
        (int)json["total"]!,
        (int)json["failed"]!,
        (int)json["skipped"]!,
        [.. json["failures"]!.AsArray().Select(failure => new TestFailure((string)failure!["name"]!, (string)failure["message"]!))]);
}
