using Countersign.Client.Errors;
using Countersign.Client.Tasks;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Schedules;
using Countersign.Contracts.Tasks;
using Countersign.Contracts.Upkeep;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>What people write down, what they send, and what the server tells of itself.</summary>
public sealed class DefinitionTests(ClientHost host) : IClassFixture<ClientHost>
{
    private CountersignClient Client => host.Client;

    [Fact]
    public async Task Task_IsSaved_Listed_Changed_Run_AndRemoved()
    {
        var request = new TaskRequest { TaskId = "look", Name = "Look", Kind = "disk.inspect", Input = ClientHost.Input };
        await Client.Tasks.CreateAsync(request);
        var taken = await Assert.ThrowsAsync<CountersignException>(() => Client.Tasks.CreateAsync(request));

        var changed = await Client.Tasks.UpdateAsync("look", new TaskRequest { Description = "Looks." });
        var replaced = await Client.Tasks.ReplaceAsync("look", request with { TaskId = null, Name = "Look again" });
        var run = await Client.Jobs.SubmitAsync(new() { TaskId = "look" });
        var active = await Assert.ThrowsAsync<CountersignException>(() => Client.Tasks.DeleteAsync("look"));
        await Client.Jobs.CancelAsync(run.JobId);

        Assert.Equal((409, ErrorCodes.TaskExists), (taken.Status, taken.Code));
        Assert.Equal(("Look", "Looks."), (changed.Name, changed.Description));
        Assert.Equal(("Look again", ""), (replaced.Name, replaced.Description));
        Assert.Equal(ErrorCodes.TaskActive, active.Code);
        Assert.Contains("look", await Client.Tasks.ListAsync(new TaskQuery { Text = "look" }).Select(task => task.TaskId).ToListAsync());
        Assert.All(await Client.Tasks.ListAsync(new TaskQuery { Builtin = true }).ToListAsync(), task => Assert.True(task.Builtin));
        Assert.NotEmpty(await Client.Tasks.ListTemplatesAsync());
        Assert.Equal(1, (await Client.Tasks.GetAsync("look")).Runs.Total);
        await Client.Tasks.DeleteAsync("look");
        Assert.Equal(404, (await Assert.ThrowsAsync<CountersignException>(() => Client.Tasks.GetAsync("look"))).Status);
    }

    [Fact]
    public async Task Schedule_IsSaved_Paused_Resumed_Changed_AndRemoved()
    {
        await Client.Schedules.CreateAsync(new ScheduleRequest
        {
            ScheduleId = "nightly", Name = "Nightly", Cron = "0 3 * * *", TimeZone = "Europe/Vienna", Job = ClientHost.Inspection(),
        });

        Assert.False((await Client.Schedules.PauseAsync("nightly")).Enabled);
        Assert.Empty(await Client.Schedules.NextAsync("nightly"));
        Assert.True((await Client.Schedules.ResumeAsync("nightly")).Enabled);
        Assert.Equal(7, (await Client.Schedules.NextAsync("nightly", 7)).Count);
        Assert.Equal("0 4 * * *", (await Client.Schedules.UpdateAsync("nightly", new ScheduleRequest { Cron = "0 4 * * *" })).Cron);
        Assert.Equal("disk.inspect", (await Client.Schedules.GetAsync("nightly")).Job.Kind);
        Assert.Equal(["nightly"], await Client.Schedules.ListAsync("nightly").Select(schedule => schedule.ScheduleId).ToListAsync());
        await Client.Schedules.DeleteAsync("nightly");
        Assert.Empty(await Client.Schedules.ListAsync().ToListAsync());
    }

    [Fact]
    public async Task Upkeep_Examines_Repairs_AndPurges()
    {
        var ended = await Client.Jobs.SubmitAsync(ClientHost.Inspection());
        await Client.Jobs.CancelAsync(ended.JobId);
        var completedAt = (await Client.Jobs.GetAsync(ended.JobId)).CompletedAt!.Value;

        var report = await Client.Upkeep.ExamineAsync();
        var repair = await Client.Upkeep.RepairAsync("repair-1");
        var purge = await Client.Upkeep.PurgeAsync(new PurgeRequest { Before = completedAt, Statuses = [JobStatus.Cancelled] }, "purge-1");

        Assert.True(report.Complete);
        Assert.Equal(repair.JobId, (await Client.Upkeep.RepairAsync("repair-1")).JobId);
        await host.WaitForAsync(purge.JobId, "completion");
        Assert.Equal(JobStatus.Cancelled, (await Client.Jobs.GetAsync(ended.JobId)).Status);
    }

    [Fact]
    public async Task Upload_IsSentFromWhereItsStreamStands()
    {
        using var file = new MemoryStream([.. "skipped"u8, .. "the bytes"u8]);
        file.Position = 7;

        var upload = await Client.Uploads.CreateAsync("some file.bin", file);

        Assert.Equal(("some file.bin", 9L), (upload.Name, upload.Size));
        Assert.StartsWith("sha256:", upload.Sha256, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_TellsOfItself()
    {
        Assert.Contains((await Client.Service.GetCapabilitiesAsync()).Kinds, kind => kind.Kind == "disk.inspect");
        Assert.Equal("healthy", (await Client.Service.GetHealthAsync()).Status);
        Assert.Equal("healthy", (await Client.Service.GetReadinessAsync()).Status);
        Assert.True((await Client.Service.GetHealthDetailsAsync()).UptimeSeconds > 0);
        Assert.NotNull(await Client.Service.GetStatisticsAsync());
        Assert.NotEmpty((await Client.Service.GetKeysAsync()).Keys);
    }
}
