using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Workflow;
using Xunit;

namespace Countersign.Embedded.Tests.Upkeep;

/// <summary>Somebody spoils what is stored: the doctor finds it, and the repair mends it or ends it plainly.</summary>
public sealed class DoctorTests : UpkeepTest
{
    private DateTimeOffset Now => Server.Clock.GetUtcNow();

    [Fact]
    public async Task Doctor_OfASoundServer_FindsNothing_AndTheRepairDoesNothing()
    {
        await HeldAsync();

        Assert.Empty(await FindingsAsync());
        Assert.Equal((0, 0), Figures(await RunAsync("api/admin/doctor/repair")));
    }

    [Fact]
    public async Task PlanRemovedByHand_IsFound_AndTheRepairEndsTheJobPlainly()
    {
        var jobId = await HeldAsync();
        await Server.Database.WriteAsync(session => session.Execute("DELETE FROM job_plans"));
        Assert.Equal([("plan_missing", jobId, true)], await FindingsAsync());

        Assert.Equal((1, 0), Figures(await RunAsync("api/admin/doctor/repair")));

        var ended = await Server.UntilAsync(jobId, record => record.WakeUp is null);
        Assert.Equal((JobStatus.Failed, "plan_lost"), (ended.Job.Status, ended.Job.Error!.Code));
        Assert.Empty(await FindingsAsync());
        var audit = (await Server.GetAsync(Person.Root, "api/admin/audit?limit=1000")).Body.GetProperty("items").EnumerateArray();
        var repaired = Assert.Single(audit, row => row.GetProperty("act").GetString() == "repaired");
        Assert.Equal(("user:root", jobId), (repaired.GetProperty("actor").GetString(), repaired.GetProperty("data").GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task InstanceRemovedByHand_IsFound_AndTheJobGoesOnWhereItWas()
    {
        var jobId = await HeldAsync();
        await Server.Engine.TerminateAsync(jobId, "by hand");
        await Server.Engine.WaitForCompletionAsync(jobId);
        Assert.Equal([("instance_ended", jobId, true)], await FindingsAsync());
        await Server.Engine.PurgeAsync(jobId);
        Assert.Equal([("instance_missing", jobId, true)], await FindingsAsync());

        Assert.Equal((1, 0), Figures(await RunAsync("api/admin/doctor/repair")));

        Assert.Empty(await FindingsAsync());
        Assert.Equal(200, (await Server.PostAsync(Person.Owner, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true })).Status);
        await CompletedAsync(jobId);
        Assert.Equal(1, (await Server.Jobs.GetAsync(jobId, CancellationToken.None))!.Job.Plan!.Version);
    }

    [Fact]
    public async Task InstanceThatEndedBeforeItsJob_IsStartedAgain()
    {
        var jobId = await HeldAsync();
        await Server.Engine.TerminateAsync(jobId, "by hand");
        await Server.Engine.WaitForCompletionAsync(jobId);

        Assert.Equal((1, 0), Figures(await RunAsync("api/admin/doctor/repair")));

        await Server.PostAsync(Person.Owner, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
        await CompletedAsync(jobId);
    }

    [Fact]
    public async Task InstanceWithoutAJob_IsRemoved()
    {
        await Server.Engine.ScheduleAsync(JobOrchestrations.Job, new JobStart("nobody", 1), "nobody");
        await Server.Engine.WaitForCompletionAsync("nobody");
        Assert.Equal([("instance_orphaned", "nobody", true)], await FindingsAsync());

        await RunAsync("api/admin/doctor/repair");

        Assert.Null(await Server.Engine.GetAsync("nobody"));
        Assert.Empty(await FindingsAsync());
    }

    [Fact]
    public async Task OrchestrationThatOutlivesItsJob_IsEnded()
    {
        var jobId = await HeldAsync();
        await Server.Jobs.UpdateAsync(
            jobId,
            record => new JobUpdate<bool>(true, new JobChange
            {
                Record = record with { Gate = null, Job = record.Job with { Status = JobStatus.Completed, CompletedAt = Now } },
            }),
            CancellationToken.None);
        Assert.Empty(await FindingsAsync());
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([("status_differs", jobId, true)], await FindingsAsync());

        await RunAsync("api/admin/doctor/repair");
        await Server.Engine.WaitForCompletionAsync(jobId);

        Assert.Empty(await FindingsAsync());
    }

    [Fact]
    public async Task MessageThatIsOwedTooLong_IsSent()
    {
        await EndedAsync("going", Now);
        await Server.Jobs.UpdateAsync(
            "going", record => new JobUpdate<bool>(true, new JobChange { Record = record with { WakeUp = WakeUp.Remove, UpdatedAt = Now } }), CancellationToken.None);
        Assert.Empty(await FindingsAsync());
        Server.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal([("wake_up_overdue", "going", true)], await FindingsAsync());

        await RunAsync("api/admin/doctor/repair");

        Assert.False(await IsThereAsync("going"));
    }

    [Fact]
    public async Task EventRemovedByHand_IsFound_AndNotMended()
    {
        var jobId = await HeldAsync();
        await Server.Database.WriteAsync(session => session.Execute("DELETE FROM job_events WHERE seq = 2"));

        Assert.Equal([("events_gap", jobId, false)], await FindingsAsync());
        Assert.Equal((0, 1), Figures(await RunAsync("api/admin/doctor/repair")));
    }

    [Fact]
    public async Task BrokenAuditRow_IsFound_AndNotMended()
    {
        var jobId = await HeldAsync();
        await Server.Database.WriteAsync(session => session.Execute("DELETE FROM audit WHERE job <> 0 AND seq = 1"));

        Assert.Contains(("audit_broken", (string?)jobId, false), await FindingsAsync());
    }

    [Fact]
    public async Task DefinitionsThatPointNowhere_AreFound()
    {
        await Server.PostAsync(Person.Owner, "api/tasks", JsonNode.Parse("""{"task_id":"t","name":"t","kind":"test.recorded","input":{}}"""));
        var saved = await Server.PostAsync(Person.Owner, "api/schedules", JsonNode.Parse(
            """{"schedule_id":"s","name":"s","cron":"@daily","job":{"task_id":"t"}}"""));
        Assert.Equal(201, saved.Status);
        Assert.Empty(await FindingsAsync());

        Assert.True(await Server.Definitions.DeleteAsync(DefinitionSorts.Task, "t", CancellationToken.None));

        Assert.Equal([("definition_dangling", null, false)], await FindingsAsync());
    }

    [Fact]
    public async Task BytesThatNothingNames_AreFoundAndRemoved()
    {
        foreach (var part in (string[])["artifacts", "uploads"])
        {
            await File.WriteAllBytesAsync(Path.Combine(Server.Folder, part, new string('a', 32)), [1]);
        }

        Server.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal([("artifact_orphaned", null, true), ("upload_orphaned", null, true)], await FindingsAsync());

        Assert.Equal((2, 0), Figures(await RunAsync("api/admin/doctor/repair")));

        Assert.Empty(await FindingsAsync());
        Assert.False(File.Exists(Path.Combine(Server.Folder, "artifacts", new string('a', 32))));
    }

    private static (int Repaired, int Left) Figures(System.Text.Json.JsonElement result) =>
        (result.GetProperty("repaired").GetInt32(), result.GetProperty("left").GetInt32());
}
