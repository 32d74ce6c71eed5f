using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>The process is killed at every event of a job's life; after a restart on the same folder the job goes on.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Steps = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Effects => Path.Combine(_folder, "effects");

    public static TheoryData<int> EventsToDieAfter => [.. Enumerable.Range(1, 12)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(EventsToDieAfter))]
    public async Task Kill_AfterAnyEvent_LosesNothingAndRepeatsNoFinishedStep(int killAfter)
    {
        string jobId;
        IReadOnlyList<JsonElement> before;
        using (var first = await HostProcess.StartAsync(Data, Effects))
        {
            using var api = new ApiClient(first.Address);
            jobId = await api.SubmitAsync(NewJob());
            before = await FollowAsync(api, jobId, killAfter);
            await first.KillAsync();
        }

        using var second = await HostProcess.StartAsync(Data, Effects);
        using var again = new ApiClient(second.Address);
        await ApproveWhenHeldAsync(again, jobId);
        await again.WaitForEventAsync(jobId, "completion");
        var events = await again.ReadEventsAsync(jobId);

        AssertWhole(events, before);
        AssertFinishedStepsRanOnce(before);
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task Kill_WhileAStepRuns_RunsThatStepAgainAndNoOther()
    {
        var release = Path.Combine(_folder, "release");
        var body = NewJob();
        body["input"]!["hold"] = release;
        string jobId;
        using (var first = await HostProcess.StartAsync(Data, Effects))
        {
            using var api = new ApiClient(first.Address);
            jobId = await api.SubmitAsync(body);
            await api.WaitForEventAsync(jobId, "approval_required");
            await api.ApproveAsync(jobId);
            await api.WaitForEventAsync(jobId, "log");
            await first.KillAsync();
        }

        await File.WriteAllTextAsync(release, "");
        using var second = await HostProcess.StartAsync(Data, Effects);
        using var again = new ApiClient(second.Address);
        await again.WaitForEventAsync(jobId, "completion");
        var events = await again.ReadEventsAsync(jobId);

        AssertWhole(events, []);
        Assert.Equal(2, Runs(jobId, "step-1"));
        Assert.Equal((1, 1), (Runs(jobId, "step-2"), Runs(jobId, "step-3")));
        Assert.Single(events, entry => Type(entry) == "log" && entry.GetRawText().Contains("Appended for step-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_ThenStart_KeepsAHeldPlanHeld()
    {
        string jobId;
        string hash;
        using (var first = await HostProcess.StartAsync(Data, Effects))
        {
            using var api = new ApiClient(first.Address);
            jobId = await api.SubmitAsync(NewJob());
            await api.WaitForEventAsync(jobId, "approval_required");
            hash = (await api.GetAsync($"api/jobs/{jobId}/plan")).Text("hash");
            Assert.Equal(0, await first.StopAsync());
        }

        using var second = await HostProcess.StartAsync(Data, Effects);
        using var again = new ApiClient(second.Address);
        var job = await again.GetAsync($"api/jobs/{jobId}");

        Assert.Equal("awaiting_approval", job.Text("status"));
        Assert.Equal(hash, (await again.GetAsync($"api/jobs/{jobId}/plan")).Text("hash"));
        Assert.False(File.Exists(Effects));
    }

    [Fact]
    public async Task SecondProcess_OnTheSameFolder_IsRefusedWithTheReason()
    {
        using var first = await HostProcess.StartAsync(Data, Effects);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.StartAsync(Data, Effects));

        Assert.Contains("Another countersign process uses the data folder", refused.Message, StringComparison.Ordinal);
    }

    private static JsonObject NewJob() => new()
    {
        ["kind"] = CountedStepsKind.Kind,
        ["input"] = new JsonObject { ["steps"] = Steps },
    };

    /// <summary>Reads events, approving when asked to, until enough were seen or the job has ended.</summary>
    private static async Task<IReadOnlyList<JsonElement>> FollowAsync(ApiClient api, string jobId, int count)
    {
        var seen = new List<JsonElement>();
        while (seen.Count < count && (seen.Count == 0 || Type(seen[^1]) != "completion"))
        {
            var page = await api.GetAsync($"api/jobs/{jobId}/events?after={seen.Count}&wait=30");
            foreach (var entry in page.Body.GetProperty("events").EnumerateArray().Take(count - seen.Count))
            {
                seen.Add(entry);
                if (Type(entry) == "approval_required" && seen.Count < count)
                {
                    await api.ApproveAsync(jobId);
                }
            }
        }

        return seen;
    }

    private static async Task ApproveWhenHeldAsync(ApiClient api, string jobId)
    {
        await api.WaitForEventAsync(jobId, "approval_required");
        var job = await api.GetAsync($"api/jobs/{jobId}");
        if (job.Text("status") == "awaiting_approval")
        {
            await api.ApproveAsync(jobId);
        }
    }

    private static void AssertWhole(IReadOnlyList<JsonElement> events, IReadOnlyList<JsonElement> before)
    {
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(entry => entry.GetProperty("seq").GetInt64()));
        Assert.Equal(before.Select(entry => entry.GetRawText()), events.Take(before.Count).Select(entry => entry.GetRawText()));
        var once = events.Where(entry => Type(entry) != "progress").Select(entry => $"{Type(entry)} {entry.GetProperty("data")}");
        Assert.All(once.GroupBy(text => text), group => Assert.Single(group));
        Assert.Equal("completion", Type(events[^1]));
    }

    /// <summary>A step whose completion somebody saw before the crash has run once; the others once, or again if the crash cut them off.</summary>
    private void AssertFinishedStepsRanOnce(IReadOnlyList<JsonElement> before)
    {
        var jobId = before[0].GetProperty("job_id").GetString()!;
        var finished = before
            .Where(entry => Type(entry) == "step_completed")
            .Select(entry => entry.GetProperty("data").GetProperty("step").GetString()!)
            .ToHashSet();
        for (var i = 1; i <= Steps; i++)
        {
            var runs = Runs(jobId, $"step-{i}");
            Assert.InRange(runs, 1, finished.Contains($"step-{i}") ? 1 : 2);
        }
    }

    private int Runs(string jobId, string step) => File.ReadLines(Effects).Count(line => line == $"{jobId} {step}");

    private static string Type(JsonElement entry) => entry.GetProperty("type").GetString()!;
}
