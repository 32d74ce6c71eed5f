using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Pausing and retrying while steps run, with the process killed around it.</summary>
public sealed class PauseAndRetryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Effects => Path.Combine(_folder, "effects");

    private string Switch => Path.Combine(_folder, "switch");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pause_WhileAStepRuns_LetsItFinishAndStartsNoOther(bool killWhilePaused)
    {
        using var first = await HostProcess.StartAsync(Data, Effects);
        var api = new ApiClient(first.Address);
        var jobId = await ApprovedAsync(api, NewJob("hold"));
        await api.WaitForEventAsync(jobId, "log");

        var paused = await api.PostAsync($"api/jobs/{jobId}/pause");
        await File.WriteAllTextAsync(Switch, "");
        var completed = await api.WaitForEventAsync(jobId, "step_completed");
        var quiet = await api.GetAsync($"api/jobs/{jobId}/events?after={completed.GetProperty("seq")}&wait=1");
        HostProcess? second = null;
        if (killWhilePaused)
        {
            await first.KillAsync();
            second = await HostProcess.StartAsync(Data, Effects);
            api.Dispose();
            api = new ApiClient(second.Address);
        }

        using (second)
        {
            var still = await api.GetAsync($"api/jobs/{jobId}");
            var resumed = await api.PostAsync($"api/jobs/{jobId}/resume");
            await api.WaitForEventAsync(jobId, "completion");

            Assert.Equal((HttpStatusCode.Accepted, "paused"), (paused.Status, paused.Text("status")));
            Assert.Equal("paused", completed.GetProperty("status").GetString());
            Assert.Empty(Types(quiet).Except(["progress", "log"]));
            Assert.Equal("paused", still.Text("status"));
            Assert.Equal("running", resumed.Text("status"));
            Assert.Equal([1, 1, 1], Runs(jobId));
            AssertGapless(await api.ReadEventsAsync(jobId));
            api.Dispose();
        }
    }

    [Fact]
    public async Task Kill_WhileAPausedJobsStepRuns_RepeatsItAfterTheResumptionAlone()
    {
        string jobId;
        using (var first = await HostProcess.StartAsync(Data, Effects))
        {
            using var api = new ApiClient(first.Address);
            jobId = await ApprovedAsync(api, NewJob("hold"));
            await api.WaitForEventAsync(jobId, "log");
            await api.PostAsync($"api/jobs/{jobId}/pause");
            await first.KillAsync();
        }

        await File.WriteAllTextAsync(Switch, "");
        using var second = await HostProcess.StartAsync(Data, Effects);
        using var again = new ApiClient(second.Address);
        var paused = await again.WaitForEventAsync(jobId, "paused");
        var quiet = await again.GetAsync($"api/jobs/{jobId}/events?after={paused.GetProperty("seq")}&wait=1");
        var runsBefore = Runs(jobId);
        await again.PostAsync($"api/jobs/{jobId}/resume");
        await again.WaitForEventAsync(jobId, "completion");

        Assert.Empty(Types(quiet));
        Assert.Equal([1, 0, 0], runsBefore);
        Assert.Equal([2, 1, 1], Runs(jobId));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    public async Task Kill_RightAfterTheAnswer_LosesNeitherPauseNorResumption(string lastMove)
    {
        string jobId;
        using (var first = await HostProcess.StartAsync(Data, Effects))
        {
            using var api = new ApiClient(first.Address);
            jobId = await api.SubmitAsync(NewJob(null));
            await api.WaitForEventAsync(jobId, "approval_required");
            await api.PostAsync($"api/jobs/{jobId}/pause");
            if (lastMove == "resume")
            {
                await api.PostAsync($"api/jobs/{jobId}/resume");
            }

            await first.KillAsync();
        }

        using var second = await HostProcess.StartAsync(Data, Effects);
        using var again = new ApiClient(second.Address);
        var job = await again.GetAsync($"api/jobs/{jobId}");
        Assert.Equal(lastMove == "pause" ? "paused" : "awaiting_approval", job.Text("status"));
        if (lastMove == "pause")
        {
            await again.PostAsync($"api/jobs/{jobId}/resume");
        }

        Assert.Equal(HttpStatusCode.OK, (await again.ApproveAsync(jobId)).Status);
        await again.WaitForEventAsync(jobId, "completion");
        Assert.Equal([1, 1, 1], Runs(jobId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_GoesOnFromTheFailedStep_UnderTheSameApproval(bool killRightAfter)
    {
        using var first = await HostProcess.StartAsync(Data, Effects);
        var api = new ApiClient(first.Address);
        var jobId = await ApprovedAsync(api, NewJob("fail"));
        var failure = await api.WaitForEventAsync(jobId, "failure");
        var hash = (await api.GetAsync($"api/jobs/{jobId}/result")).Text("executed_plan_hash");
        await File.WriteAllTextAsync(Switch, "");

        var retried = await api.PostAsync($"api/jobs/{jobId}/retry");
        HostProcess? second = null;
        if (killRightAfter)
        {
            await first.KillAsync();
            second = await HostProcess.StartAsync(Data, Effects);
            api.Dispose();
            api = new ApiClient(second.Address);
        }

        using (second)
        {
            await api.WaitForEventAsync(jobId, "completion", failure.GetProperty("seq").GetInt64());

            Assert.Equal((HttpStatusCode.Accepted, "running"), (retried.Status, retried.Text("status")));
            Assert.InRange(Runs(jobId)[1], 2, 3); // A kill may cut the second attempt off.
            Assert.Equal((1, 1), (Runs(jobId)[0], Runs(jobId)[2]));
            var job = await api.GetAsync($"api/jobs/{jobId}");
            Assert.Equal(("completed", 2), (job.Text("status"), job.Body.GetProperty("attempt").GetInt32()));
            Assert.Equal(JsonValueKind.Null, job.Body.GetProperty("error").ValueKind);
            Assert.Equal(hash, (await api.GetAsync($"api/jobs/{jobId}/result")).Text("executed_plan_hash"));
            var steps = (await api.GetAsync($"api/jobs/{jobId}/steps")).Body.GetProperty("items").EnumerateArray().ToArray();
            Assert.Equal([1, 2, 1], steps.Select(step => step.GetProperty("attempt").GetInt32()));
            Assert.Equal(["step-1"], steps[1].GetProperty("result").GetProperty("before").EnumerateArray().Select(step => step.GetString()));
            var events = await api.ReadEventsAsync(jobId);
            AssertGapless(events);
            Assert.Single(events, entry => Type(entry) == "approved");
            Assert.Equal("resumed", Type(events[(int)failure.GetProperty("seq").GetInt64()]));
            api.Dispose();
        }
    }

    [Fact]
    public async Task Retry_OfAStepThatFailsAgain_FailsAgainAndCanBeRetriedAgain()
    {
        using var host = await HostProcess.StartAsync(Data, Effects);
        using var api = new ApiClient(host.Address);
        var jobId = await ApprovedAsync(api, NewJob("fail"));
        var seq = (await api.WaitForEventAsync(jobId, "failure")).GetProperty("seq").GetInt64();
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            await api.PostAsync($"api/jobs/{jobId}/retry");
            var failure = await api.WaitForEventAsync(jobId, "failure", seq);
            Assert.Equal("step-2", failure.GetProperty("error").GetProperty("step").GetString());
            seq = failure.GetProperty("seq").GetInt64();
        }

        Assert.Equal([1, 3, 0], Runs(jobId));
        var started = (await api.ReadEventsAsync(jobId)).Where(entry => Type(entry) == "step_started").Select(entry => entry.GetProperty("data").GetRawText());
        Assert.Equal(4, started.Distinct().Count());
    }

    [Fact]
    public async Task Cancel_WhileAStepRuns_StopsItWithinFiveSecondsAndReportsNothingMore()
    {
        using var host = await HostProcess.StartAsync(Data, Effects);
        using var api = new ApiClient(host.Address);
        var jobId = await ApprovedAsync(api, NewJob("hold"));
        await api.WaitForEventAsync(jobId, "log");
        await api.PostAsync($"api/jobs/{jobId}/pause");

        await api.PostAsync($"api/jobs/{jobId}/cancel");
        var cancelled = await api.WaitForEventAsync(jobId, "cancelled");
        var after = await api.GetAsync($"api/jobs/{jobId}/events?after={cancelled.GetProperty("seq")}&wait=5");

        Assert.Empty(Types(after));
        Assert.Equal([1, 0, 0], Runs(jobId));
    }

    private JsonObject NewJob(string? mode)
    {
        var input = new JsonObject { ["steps"] = 3 };
        if (mode == "hold")
        {
            input["hold"] = Switch;
        }
        else if (mode == "fail")
        {
            input["fail"] = new JsonObject { ["step"] = "step-2", ["until"] = Switch };
        }

        return new JsonObject { ["kind"] = CountedStepsKind.Kind, ["input"] = input };
    }

    private static async Task<string> ApprovedAsync(ApiClient api, JsonObject body)
    {
        var jobId = await api.SubmitAsync(body);
        await api.WaitForEventAsync(jobId, "approval_required");
        Assert.Equal(HttpStatusCode.OK, (await api.ApproveAsync(jobId)).Status);
        return jobId;
    }

    private int[] Runs(string jobId)
    {
        var lines = File.ReadAllLines(Effects);
        return [.. Enumerable.Range(1, 3).Select(step => lines.Count(line => line == $"{jobId} step-{step}"))];
    }

    private static void AssertGapless(IReadOnlyList<JsonElement> events) =>
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(entry => entry.GetProperty("seq").GetInt64()));

    private static string[] Types(ApiAnswer page) => [.. page.Body.GetProperty("events").EnumerateArray().Select(Type)];

    private static string Type(JsonElement entry) => entry.GetProperty("type").GetString()!;
}
