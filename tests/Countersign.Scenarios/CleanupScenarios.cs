using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>The destructive kind on a folder that the host shares with the tests.</summary>
public abstract class CleanupScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Cleanup_AfterSomebodyChangedAFile_RemovesOnlyWhatWasApproved()
    {
        var folder = NewFolder();
        foreach (var name in new[] { "a.log", "b.log", "sub/c.log", "notes.txt" })
        {
            await WriteAsync(folder, name);
        }

        var jobId = await NewCleanupAsync(folder);
        var plan = await Api.GetAsync($"api/jobs/{jobId}/plan");
        await File.AppendAllTextAsync(Path.Combine(folder, "b.log"), "somebody works on it");
        await WriteAsync(folder, "arrived.log");
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var step = Assert.Single(plan.Body.GetProperty("steps").EnumerateArray());
        Assert.Equal("destructive", step.GetProperty("risk").GetString());
        Assert.Equal(3, step.GetProperty("preview").GetString()!.Split('\n').Count(line => line.Contains(" bytes, etag ", StringComparison.Ordinal)));
        Assert.Equal(12, step.GetProperty("estimate").GetProperty("bytes_freed").GetInt64());
        Assert.Equal(["arrived.log", "b.log", "notes.txt"], Files(folder));
        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        var document = result.GetProperty("result");
        Assert.Equal((2, 1), (document.GetProperty("deleted").GetInt32(), document.GetProperty("skipped").GetInt32()));
        Assert.Equal(plan.Text("hash"), result.GetProperty("executed_plan_hash").GetString());
        Assert.Equal(
            ["a.log deleted", "b.log changed", "sub/c.log deleted"],
            document.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("path")} {item.GetProperty("outcome")}"));
        var logs = await Api.GetAsync($"api/jobs/{jobId}/logs");
        Assert.Contains(logs.Body.GetProperty("items").EnumerateArray(), line =>
            line.GetProperty("level").GetString() == "warning" && line.GetProperty("message").GetString()!.Contains("b.log", StringComparison.Ordinal));
        var analysis = await Api.GetAsync($"api/jobs/{jobId}/analysis");
        Assert.Equal(0, analysis.Body.GetProperty("content").GetArrayLength());
    }

    [Fact]
    public async Task Cleanup_ThatIsRejected_RemovesNothing()
    {
        var folder = NewFolder();
        await WriteAsync(folder, "a.log");
        var jobId = await NewCleanupAsync(folder);

        await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false });

        await Api.WaitForEventAsync(jobId, "rejected");
        Assert.Equal(["a.log"], Files(folder));
    }

    [Fact]
    public async Task Cleanup_WithModeNone_IsHeldAllTheSame()
    {
        var folder = NewFolder();
        await WriteAsync(folder, "a.log");

        var jobId = await NewCleanupAsync(folder, new JsonObject { ["mode"] = "none" });

        Assert.Equal("awaiting_approval", (await Api.GetAsync($"api/jobs/{jobId}")).Text("status"));
        Assert.Equal(["a.log"], Files(folder));
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
    }

    [Fact]
    public async Task Cleanup_OfAContainer_IsRefusedByName()
    {
        var answer = await Api.PostAsync("api/jobs", JsonNode.Parse(
            """{"kind":"storage.cleanup","input":{"target":{"container":"logs"},"rules":{"keep_last":1}}}"""));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("input.target.container", out _), answer.Body.ToString());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/etc")]
    public async Task Cleanup_OutsideTheRoots_FailsBeforeAnyPlan(string path)
    {
        var jobId = await Api.SubmitAsync(NewBody(path));

        var failure = await Api.WaitForEventAsync(jobId, "failure");

        Assert.Equal("input_not_allowed", failure.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, (await Api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("plan").ValueKind);
    }

    [Fact]
    public async Task Capabilities_ListTheKindWithItsSchemas()
    {
        var capabilities = await Api.GetAsync("api/capabilities");

        var kind = Assert.Single(capabilities.Body.GetProperty("kinds").EnumerateArray(), kind => kind.GetProperty("kind").GetString() == "storage.cleanup");
        Assert.Equal("destructive", kind.GetProperty("risk").GetString());
        Assert.True(kind.GetProperty("input_schema").GetProperty("properties").TryGetProperty("rules", out _));
    }

    private async Task<string> NewCleanupAsync(string folder, JsonObject? approval = null)
    {
        var body = NewBody(Path.GetFileName(folder));
        if (approval is not null)
        {
            body["approval"] = approval;
        }

        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private static JsonObject NewBody(string path) => new()
    {
        ["kind"] = "storage.cleanup",
        ["input"] = new JsonObject
        {
            ["target"] = new JsonObject { ["path"] = path },
            ["rules"] = new JsonObject { ["pattern"] = "*.log" },
        },
    };

    private string NewFolder()
    {
        Assert.SkipWhen(Host.InputFolder is null, $"{Host.Name} shares no folder with the tests.");
        return Directory.CreateDirectory(Path.Combine(Host.InputFolder!, NewId())).FullName;
    }

    private static Task WriteAsync(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, "1234");
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];
}
