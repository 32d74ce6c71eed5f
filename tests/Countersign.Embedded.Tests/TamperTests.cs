using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing;
using Countersign.Testing.Http;
using Countersign.Testing.Images;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Somebody changes things between approval and execution; nothing but what was approved may run.</summary>
public sealed class TamperTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly VirtualClock _clock = new();
    private EmbeddedHost _host = null!;
    private ApiClient _api = null!;

    private string Image => Path.Combine(_folder, "small.img");

    private string Effects => Path.Combine(_folder, "effects");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(Image, SmallDisk.Create());
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            InputRoots = [_folder],
            ExtraKinds = [new CountedStepsKind(Effects), new FailingKind()],
            Clock = _clock,
        });
        _api = new ApiClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Input_ChangedAfterThePlan_IsNotRead_AndThePlanIsMadeAnew()
    {
        var jobId = await HoldAsync("disk.inspect", DiskInput());
        await File.WriteAllBytesAsync(Image, SmallDisk.Create(seed: 1));

        await _api.ApproveAsync(jobId);

        var revised = (await _api.WaitForEventAsync(jobId, "plan_revised")).GetProperty("data");
        Assert.Equal("inputs_changed", revised.GetProperty("reason").GetString());
        Assert.Contains("'small.img' changed", revised.GetProperty("plan").GetProperty("feedback").GetString(), StringComparison.Ordinal);
        var events = await _api.ReadEventsAsync(jobId);
        var failed = Assert.Single(events, entry => entry.GetProperty("type").GetString() == "step_failed").GetProperty("error");
        Assert.Equal(("inputs_changed", "small.img"), (failed.GetProperty("code").GetString(), failed.GetProperty("details").GetProperty("name").GetString()));
        Assert.DoesNotContain(events, entry => entry.GetProperty("type").GetString() == "step_completed");
        var job = await _api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal("awaiting_approval", job.Text("status"));
        Assert.Equal(JsonValueKind.Null, job.Body.GetProperty("approval").GetProperty("decision").ValueKind);

        await _api.ApproveAsync(jobId);

        await _api.WaitForEventAsync(jobId, "completion");
        var result = await _api.GetAsync($"api/jobs/{jobId}/result");
        Assert.Equal((await _api.GetAsync($"api/jobs/{jobId}/plan")).Text("hash"), result.Text("executed_plan_hash"));
    }

    [Fact]
    public async Task Input_ChangedWithNoRoundLeft_FailsTheJob()
    {
        var jobId = await HoldAsync("disk.inspect", DiskInput(), maxRounds: 1);
        await File.WriteAllBytesAsync(Image, SmallDisk.Create(seed: 1));

        await _api.ApproveAsync(jobId);

        var error = await FailureAsync(jobId);
        Assert.Equal("inputs_changed", error.GetProperty("code").GetString());
        Assert.Contains("max_rounds", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_RemovedAfterThePlan_IsMissed()
    {
        var jobId = await HoldAsync("disk.inspect", DiskInput());
        File.Delete(Image);

        await _api.ApproveAsync(jobId);

        Assert.Equal("input_not_found", (await FailureAsync(jobId)).GetProperty("code").GetString());
        Assert.Contains(await _api.ReadEventsAsync(jobId), entry => entry.GetRawText().Contains("inputs_changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_ChangedInTheDatabase_IsNotExecuted()
    {
        var jobId = await HoldAsync(CountedStepsKind.Kind, new JsonObject { ["steps"] = 1 });
        await ForeignHand.RewriteAsync(
            Path.Combine(_folder, "data"),
            "job_plans",
            "1 = 1",
            text => text.Replace("Appends one line", "Appends another line", StringComparison.Ordinal));

        await _api.ApproveAsync(jobId);

        Assert.Equal("plan_not_approved", (await FailureAsync(jobId)).GetProperty("code").GetString());
        Assert.False(File.Exists(Effects));
    }

    [Fact]
    public async Task Gate_OfThirtyDays_ExpiresOnAMovedClock()
    {
        var jobId = await HoldAsync(
            CountedStepsKind.Kind, new JsonObject { ["steps"] = 1 }, new JsonObject { ["timeout_seconds"] = 30 * 86400 });
        _clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal("awaiting_approval", (await _api.GetAsync($"api/jobs/{jobId}")).Text("status"));

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("approval_timeout", (await FailureAsync(jobId)).GetProperty("code").GetString());
        Assert.Equal("timeout", (await _api.GetAsync($"api/jobs/{jobId}")).Text("status"));
    }

    [Theory]
    [InlineData("machine", "machine_failed", 3)]
    [InlineData("work", "work_failed", 1)]
    [InlineData("bug", "internal_error", 1)]
    public async Task Failure_IsRepeatedOnlyWhereTheMachineFailed(string how, string code, int attempts)
    {
        var jobId = await HoldAsync(FailingKind.Kind, new JsonObject { ["how"] = how });
        await _api.ApproveAsync(jobId);
        for (var attempt = 1; attempt < attempts; attempt++)
        {
            await WaitForStepFailuresAsync(jobId, attempt);
            await AdvanceUntilNextAttemptAsync(jobId, attempt);
        }

        var error = await FailureAsync(jobId);

        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", error.GetRawText(), StringComparison.Ordinal);
        var events = await _api.ReadEventsAsync(jobId);
        Assert.Equal(attempts, events.Count(entry => entry.GetProperty("type").GetString() == "step_failed"));
    }

    private static JsonObject DiskInput() => new() { ["image"] = new JsonObject { ["path"] = "small.img" } };

    private async Task<string> HoldAsync(string kind, JsonObject input, JsonObject? approval = null, int maxRounds = 3)
    {
        var body = new JsonObject { ["kind"] = kind, ["input"] = input, ["max_rounds"] = maxRounds };
        if (approval is not null)
        {
            body["approval"] = approval;
        }

        var jobId = await _api.SubmitAsync(body);
        await _api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private async Task<JsonElement> FailureAsync(string jobId) =>
        (await _api.WaitForEventAsync(jobId, "failure")).GetProperty("error");

    private async Task WaitForStepFailuresAsync(string jobId, int count)
    {
        for (var after = 0L; count > 0;)
        {
            var page = await _api.GetAsync($"api/jobs/{jobId}/events?after={after}&wait=1");
            count -= page.Body.GetProperty("events").EnumerateArray().Count(entry => entry.GetProperty("type").GetString() == "step_failed");
            after = page.Body.GetProperty("next").GetInt64();
        }
    }

    /// <summary>Moves the clock second by second: the wait begins only when the engine has stored its timer.</summary>
    private async Task AdvanceUntilNextAttemptAsync(string jobId, int attempt)
    {
        while ((await _api.GetAsync($"api/jobs/{jobId}/steps")).Body.GetProperty("items")[0].GetProperty("attempt").GetInt32() == attempt)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
