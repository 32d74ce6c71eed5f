using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Durable.Sqlite;
using Countersign.Testing;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Stages that take no time go on to the next in one call and one write; what is told of them is the same.</summary>
public sealed class ShortStagesTests : CountedStepsHostTest
{
    private readonly VirtualClock _clock = new();

    private string Released => Path.Combine(Folder, "released");

    protected override async Task<EmbeddedHostSettings> PrepareAsync(EmbeddedHostSettings plain) =>
        await base.PrepareAsync(plain) with { Clock = _clock };

    [Fact]
    public async Task ShortJob_TellsEveryStage_WithTheJobAsItWasThen()
    {
        var jobId = await CompleteAsync(new JsonObject { ["steps"] = 2 });

        var events = await Api.ReadEventsAsync(jobId);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(entry => entry.GetProperty("seq").GetInt32()));
        Assert.Equal(
            [
                "analysis_start running analysis",
                "plan_ready awaiting_approval approval",
                "approval_required awaiting_approval approval",
                "vote running execution",
                "approved running execution",
                "step_started running execution",
                "step_completed running execution",
                "step_started running execution",
                "step_completed running execution",
                "completion completed ",
            ],
            events.Select(Describe).Where(line => !line.StartsWith("log", StringComparison.Ordinal) && !line.StartsWith("progress", StringComparison.Ordinal)));
        Assert.Equal([100], events.Where(entry => Text(entry, "status") == "completed").Select(entry => entry.GetProperty("progress").GetInt32()));
    }

    [Fact]
    public async Task ShortJob_CallsNeitherPlanningNorTheSecondStepNorTheEnd()
    {
        var jobId = await CompleteAsync(new JsonObject { ["steps"] = 3 });

        Assert.Equal(["analyze", "read_decision", "execute_step"], await CallsAsync(jobId));
        Assert.Equal([$"{jobId} step-1", $"{jobId} step-2", $"{jobId} step-3"], await File.ReadAllLinesAsync(Effects));
    }

    [Fact]
    public async Task StepThatTookItsShare_IsTheLastOfItsCall()
    {
        var jobId = await HoldAsync(new JsonObject { ["steps"] = 3, ["hold"] = Released });
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "step_started");

        _clock.Advance(TimeSpan.FromMilliseconds(150));
        await File.WriteAllTextAsync(Released, "");

        await Api.WaitForEventAsync(jobId, "completion");
        Assert.Equal(["analyze", "read_decision", "execute_step", "execute_step"], await CallsAsync(jobId));
    }

    [Fact]
    public async Task Pause_DuringAShortStep_KeepsTheNextFromBeginning()
    {
        var jobId = await HoldAsync(new JsonObject { ["steps"] = 2, ["hold"] = Released });
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "step_started");
        Assert.Equal(HttpStatusCode.Accepted, (await Api.PostAsync($"api/jobs/{jobId}/pause")).Status);

        await File.WriteAllTextAsync(Released, "");

        await Api.WaitForEventAsync(jobId, "step_completed");
        Assert.Equal([$"{jobId} step-1"], await File.ReadAllLinesAsync(Effects));
        await Api.PostAsync($"api/jobs/{jobId}/resume");
        await Api.WaitForEventAsync(jobId, "completion");
        Assert.Equal([$"{jobId} step-1", $"{jobId} step-2"], await File.ReadAllLinesAsync(Effects));
    }

    [Fact]
    public async Task StepThatFails_BehindAShortOne_IsTriedAgainFromThere()
    {
        var jobId = await HoldAsync(new JsonObject
        {
            ["steps"] = 3,
            ["fail"] = new JsonObject { ["step"] = "step-2", ["until"] = Released },
        });
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "failure");
        await File.WriteAllTextAsync(Released, "");

        Assert.Equal(HttpStatusCode.Accepted, (await Api.PostAsync($"api/jobs/{jobId}/retry")).Status);

        await Api.WaitForEventAsync(jobId, "completion");
        Assert.Equal([$"{jobId} step-1", $"{jobId} step-2", $"{jobId} step-2", $"{jobId} step-3"], await File.ReadAllLinesAsync(Effects));
    }

    [Fact]
    public async Task ShortJob_IsProvedLikeAnyOther()
    {
        var jobId = await CompleteAsync(new JsonObject { ["steps"] = 3 });

        var receipts = (await Api.GetAsync($"api/jobs/{jobId}/proof")).Body.GetProperty("receipts");
        Assert.Equal(3, receipts.GetArrayLength());
        Assert.True((await Api.GetAsync("api/admin/audit/verify")).Body.GetProperty("valid").GetBoolean());
        var acts = (await Api.GetAsync($"api/jobs/{jobId}/audit")).Body.GetProperty("items").EnumerateArray().Select(row => Text(row, "act"));
        Assert.Equal(
            [
                "submitted", "plan_made", "approved",
                "step_started", "step_completed", "step_started", "step_completed", "step_started", "step_completed",
                "completed",
            ],
            acts);
    }

    private static string Describe(JsonElement entry) => $"{Text(entry, "type")} {Text(entry, "status")} {Text(entry, "phase")}";

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<string> HoldAsync(JsonObject input)
    {
        var jobId = await Api.SubmitAsync(new JsonObject { ["kind"] = CountedStepsKind.Kind, ["input"] = input });
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private async Task<string> CompleteAsync(JsonObject input)
    {
        var jobId = await HoldAsync(input);
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
        return jobId;
    }

    /// <summary>The activities that the job's orchestration has called, in order.</summary>
    private async Task<IReadOnlyList<string?>> CallsAsync(string jobId)
    {
        await Host.Services.GetRequiredService<SqliteDurableEngine>().WaitForCompletionAsync(jobId, CancellationToken.None);
        var history = Host.Services.GetRequiredService<SqliteDurableEngine>().ReadHistory(jobId)!;
        return [.. JsonDocument.Parse(history.Events).RootElement.EnumerateArray()
            .Where(entry => Text(entry, "type") == "TaskScheduled")
            .Select(entry => Text(entry, "name"))];
    }
}
