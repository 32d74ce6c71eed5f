using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Sources that stand in the request are analysed, and the reports can be fetched.</summary>
public abstract class AnalysisScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Analysis_OfInlineFiles_ShowsItsRulesAndGivesAScoreAndReports()
    {
        var jobId = await Api.SubmitAsync(NewBody(
            ("src/a.cs", "using System.Security.Cryptography; public class A { public object M() => MD5.Create(); int N() => \"text\"; }"), ("b.py", "# TODO later\nx = 1\n")));
        await Api.WaitForEventAsync(jobId, "approval_required");
        var plan = await Api.GetAsync($"api/jobs/{jobId}/plan");
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var steps = plan.Body.GetProperty("steps").EnumerateArray().ToArray();
        Assert.All(steps, step => Assert.Equal("read", step.GetProperty("risk").GetString()));
        Assert.Contains(steps, step => step.GetProperty("preview").GetString()!.Contains("csharp.weak-hash", StringComparison.Ordinal));
        var answer = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        var document = answer.GetProperty("result");
        Assert.InRange(document.GetProperty("score").GetDouble(), 0.1, 9.9);
        Assert.Equal("csharp.weak-hash", document.GetProperty("security_issues")[0].GetProperty("rule").GetString());
        Assert.Equal("csharp.type-error", document.GetProperty("type_errors")[0].GetProperty("rule").GetString());
        Assert.Equal(["analysis.html", "analysis.sarif"], answer.GetProperty("artifacts").EnumerateArray().Select(artifact => artifact.GetProperty("name").GetString()).Order());
        var sarif = await Api.GetAsync($"api/jobs/{jobId}/artifacts/analysis.sarif");
        Assert.Equal((HttpStatusCode.OK, "2.1.0"), (sarif.Status, sarif.Text("version")));
    }

    [Fact]
    public async Task Analysis_WithAnUnknownRule_IsRefusedByName()
    {
        var body = NewBody(("a.py", "x = 1\n"));
        body["input"]!["rules"] = new JsonObject { ["skip"] = new JsonArray("python.everything") };

        var answer = await Api.PostAsync("api/jobs", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("input.rules.skip[0]", out _), answer.Body.ToString());
    }

    private static JsonObject NewBody(params (string Path, string Content)[] files) => new()
    {
        ["kind"] = "code.analysis",
        ["input"] = new JsonObject
        {
            ["source"] = new JsonObject
            {
                ["files"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject { ["path"] = file.Path, ["content"] = file.Content })]),
            },
        },
    };
}
