using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Who sees which task, what its counts tell whom, and how runs and tasks part.</summary>
public sealed class TaskTests : IAsyncLifetime
{
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(new RecordedStepsKind());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Task_OfSomebodyElse_IsAsUnknownAsNone(string method)
    {
        await SaveAsync(Person.Owner, "mine");

        var answer = await _server.SendAsync(method, Person.Stranger, "api/tasks/mine", method is "GET" or "DELETE" ? null : """{"name":"x"}""");

        Assert.Equal((404, "task_not_found"), (answer.Status, answer.Code));
        Assert.Equal(0, (await _server.GetAsync(Person.Stranger, "api/tasks")).Body.GetProperty("total").GetInt32());
        Assert.Equal(1, (await _server.GetAsync(Person.Root, "api/tasks?owner=owner")).Body.GetProperty("total").GetInt32());
        Assert.Equal(200, (await _server.SendAsync(method == "DELETE" ? "GET" : method, Person.Root, "api/tasks/mine", method is "GET" or "DELETE" ? null : """{"name":"x"}""")).Status);
    }

    [Fact]
    public async Task Run_OfSomebodyElsesTask_IsRefused()
    {
        await SaveAsync(Person.Owner, "mine");

        Assert.Equal(400, (await _server.PostAsync(Person.Stranger, "api/jobs", new JsonObject { ["task_id"] = "mine" })).Status);
        Assert.Equal(404, (await _server.PostAsync(Person.Stranger, "api/runs", new JsonObject { ["task_id"] = "mine" })).Status);
    }

    [Fact]
    public async Task Counts_AreOfTheRunsThatTheCallerMaySee()
    {
        await SaveAsync(Person.Owner, "mine");
        await RunToEndAsync(Person.Owner, approved: true);
        await RunToEndAsync(Person.Owner, approved: true);
        await RunToEndAsync(Person.Owner, approved: false);

        // Somebody who only uses the name, for a job of their own.
        await _server.SubmitAsync(Person.Stranger, Labelled());

        var owners = (await _server.GetAsync(Person.Owner, "api/tasks/mine")).Body;
        Assert.Equal((3, 0, 2, 66.67), (Count(owners, "total"), Count(owners, "active"), Count(owners, "completed"), owners.GetProperty("success_rate").GetDouble()));
        Assert.Equal(4, Count((await _server.GetAsync(Person.Root, "api/tasks/mine")).Body, "total"));
    }

    [Fact]
    public async Task Delete_WithAnActiveRun_IsRefused_AndRunsOutliveTheirTask()
    {
        await SaveAsync(Person.Owner, "mine");
        var jobId = await _server.SubmitAsync(Person.Owner, new JsonObject { ["task_id"] = "mine" });

        Assert.Equal((409, "task_active"), await DeleteAsync());
        await _server.PostAsync(Person.Owner, $"api/jobs/{jobId}/cancel");
        Assert.Equal((204, ""), await DeleteAsync());

        var job = await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}");
        Assert.Equal("mine", job.Body.GetProperty("task_id").GetString());
    }

    [Fact]
    public async Task Run_SentAgainAfterTheTaskChanged_AnswersWithTheSameJob()
    {
        await SaveAsync(Person.Owner, "mine");
        var run = new JsonObject { ["task_id"] = "mine", ["job_id"] = "once" };
        await _server.SubmitAsync(Person.Owner, run.DeepClone().AsObject());

        await _server.PatchAsync(Person.Owner, "api/tasks/mine", new JsonObject { ["name"] = "Other", ["input"] = new JsonObject { ["risk"] = "read" } });
        var again = await _server.PostAsync(Person.Owner, "api/jobs", run);

        Assert.Equal((202, "true"), (again.Status, again.Headers["Idempotent-Replayed"].ToString()));
        Assert.Equal("Task mine", again.Body.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Run_TakesWhatItSaysItself_BeforeWhatTheTaskSays()
    {
        await SaveAsync(Person.Owner, "mine");

        var job = await _server.PostAsync(Person.Owner, "api/jobs", new JsonObject
        {
            ["task_id"] = "mine",
            ["name"] = "Mine",
            ["parameters"] = new JsonObject { ["risk"] = "read" },
            ["approval"] = new JsonObject { ["mode"] = "none" },
        });

        Assert.Equal(("Mine", "read", "x"), (
            job.Body.GetProperty("name").GetString(),
            job.Body.GetProperty("input").GetProperty("risk").GetString(),
            job.Body.GetProperty("input").GetProperty("echo").GetString()));
        await _server.UntilAsync(job.Body.GetProperty("job_id").GetString()!, record => record.Job.Status == JobStatus.Completed);
    }

    private static JsonObject Labelled() => new() { ["task_id"] = "mine", ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject() };

    private static int Count(System.Text.Json.JsonElement task, string what) => task.GetProperty("runs").GetProperty(what).GetInt32();

    private async Task<(int Status, string Code)> DeleteAsync()
    {
        var answer = await _server.SendAsync("DELETE", Person.Owner, "api/tasks/mine", null);
        return (answer.Status, answer.Code ?? "");
    }

    private async Task SaveAsync(Person person, string taskId)
    {
        var answer = await _server.PostAsync(person, "api/tasks", new JsonObject
        {
            ["task_id"] = taskId,
            ["name"] = $"Task {taskId}",
            ["kind"] = RecordedStepsKind.Kind,
            ["input"] = new JsonObject { ["risk"] = "write", ["echo"] = "x" },
        });
        Assert.Equal(201, answer.Status);
    }

    private async Task RunToEndAsync(Person person, bool approved)
    {
        var jobId = await _server.SubmitAsync(person, new JsonObject { ["task_id"] = "mine" });
        await _server.UntilAsync(jobId, record => record is { Job.Status: JobStatus.AwaitingApproval, Gate: not null });
        await _server.PostAsync(person, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = approved });
        await _server.UntilAsync(jobId, record => record.Job.Status.IsFinal());
    }
}
