using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Schedules from saving to the job that comes of them.</summary>
public abstract class ScheduleScenarios(IScenarioHost host) : ScenarioBase(host)
{
    /// <summary>A host that looks every minute may take that long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    [Fact]
    public async Task Schedule_AtATime_BecomesAJob()
    {
        var task = NewId();
        var job = await NewDiskJobAsync();
        job["task_id"] = task;
        var latest = (await Api.GetAsync("api/events?after=latest")).Text("next");
        var id = await SaveAsync(job, ("at", TimeProvider.System.GetUtcNow().AddSeconds(1).ToString("O")));

        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        string? jobId = null;
        while (jobId is null)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"No job came: {(await Api.GetAsync($"api/schedules/{id}")).Body}");
            var page = await Api.GetAsync($"api/events?after={Uri.EscapeDataString(latest)}&task_id={task}&wait=5");
            latest = page.Text("next");
            jobId = page.Body.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("job_id").GetString()).FirstOrDefault();
        }

        await Api.WaitForEventAsync(jobId, "approval_required");
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync($"api/schedules/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"api/schedules/{id}")).Status);
    }

    [Fact]
    public async Task Schedule_IsListedPausedResumedAndChanged()
    {
        var id = await SaveAsync(await NewDiskJobAsync(), ("cron", "0 9 * * MON-FRI"), ("time_zone", "Europe/Vienna"));

        Assert.Equal(5, (await Api.GetAsync($"api/schedules/{id}/next")).Body.GetProperty("items").GetArrayLength());
        Assert.False((await Api.PostAsync($"api/schedules/{id}/pause")).Body.GetProperty("enabled").GetBoolean());
        Assert.Equal(0, (await Api.GetAsync($"api/schedules/{id}/next?count=3")).Body.GetProperty("items").GetArrayLength());
        Assert.True((await Api.PostAsync($"api/schedules/{id}/resume")).Body.GetProperty("enabled").GetBoolean());
        var changed = await Api.PatchAsync($"api/schedules/{id}", new JsonObject { ["overlap"] = "skip", ["cron"] = "@hourly" });
        Assert.Equal(("skip", "@hourly", "Europe/Vienna"), (changed.Text("overlap"), changed.Text("cron"), changed.Text("time_zone")));
        Assert.Equal(1, (await Api.GetAsync($"api/schedules?q={id}")).Body.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync($"api/schedules/{id}")).Status);
    }

    [Fact]
    public async Task Schedule_ThatCannotRun_IsRefusedByField()
    {
        var answer = await Api.PostAsync("api/schedules", new JsonObject { ["name"] = "x", ["cron"] = "61 * * * *", ["job"] = await NewDiskJobAsync() });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("'61' as minute", answer.Body.GetProperty("errors").GetProperty("cron")[0].GetString(), StringComparison.Ordinal);
    }

    private async Task<string> SaveAsync(JsonObject job, params (string Name, string Value)[] times)
    {
        var id = NewId();
        var body = new JsonObject { ["schedule_id"] = id, ["name"] = "Scenario", ["job"] = job };
        foreach (var (name, value) in times)
        {
            body[name] = value;
        }

        var answer = await Api.PostAsync("api/schedules", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Body.ToString());
        return id;
    }
}
