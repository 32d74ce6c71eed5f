using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Figures of jobs: listed, read one by one, and in short by job, run and task.</summary>
public abstract class MetricScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Job_ThatCompleted_IsMeasuredWithItsStepsAndItsResult()
    {
        var jobId = await NewCompletedJobAsync(NewId());

        var page = await ReadAsync($"api/metrics?job_id={jobId}&limit=100");

        var items = page.Body.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, items.Length).Select(number => $"{jobId}~{number}"), items.Select(item => Text(item, "metric_id")));
        Assert.Equal(JsonValueKind.Null, page.Body.GetProperty("next_cursor").ValueKind);
        var steps = items.Where(item => Text(item, "name") == "step_duration_seconds").Select(item => Text(item, "step_id"));
        Assert.Equal(["container", "partitions", "file_systems"], steps);
        var values = items.Where(item => item.GetProperty("step_id").ValueKind == JsonValueKind.Null)
            .ToDictionary(item => Text(item, "name"), item => item.GetProperty("value").GetDouble());
        Assert.Equal((1.0, 1.0, 3.0, 1.0), (values["succeeded"], values["attempts"], values["steps"], values["plan_versions"]));
        Assert.Equal((1_048_576.0, 1.0), (values["image_bytes"], values["partitions"]));
        Assert.True(values["queue_seconds"] >= 0, page.Body.ToString());

        // Somebody decided, so there was a wait, and it is part of the whole.
        Assert.InRange(values["approval_wait_seconds"], 0, values["duration_seconds"]);
        var job = (await Api.GetAsync($"api/jobs/{jobId}")).Body;
        Assert.Equal(job.GetProperty("duration_seconds").GetDouble(), values["duration_seconds"]);
    }

    [Fact]
    public async Task Pages_TogetherShowEachFigureOnce_AndEachIsReadByItsId()
    {
        var task = NewId();
        var jobIds = new[] { await NewCompletedJobAsync(task), await NewCompletedJobAsync(task) };
        var whole = (await ReadAsync($"api/metrics?task_id={task}&limit=100")).Body.GetProperty("items").EnumerateArray().ToArray();

        var paged = new List<JsonElement>();
        for (var query = $"api/metrics?task_id={task}&limit=4"; query is not null;)
        {
            var page = (await ReadAsync(query)).Body;
            paged.AddRange(page.GetProperty("items").EnumerateArray());
            Assert.True(paged.Count <= whole.Length, $"The pages hold {paged.Count} figures of {whole.Length}.");
            query = page.GetProperty("next_cursor").GetString() is { } cursor ? $"api/metrics?task_id={task}&limit=4&cursor={cursor}" : null;
        }

        Assert.Equal(whole.Select(item => item.ToString()), paged.Select(item => item.ToString()));
        Assert.Equal(jobIds.Reverse(), whole.Select(item => Text(item, "job_id")).Distinct());
        var one = whole[^1];
        Assert.Equal(one.ToString(), (await ReadAsync($"api/metrics/{Text(one, "metric_id")}")).Body.ToString());

        var named = (await ReadAsync($"api/metrics?task_id={task}&name=duration_seconds")).Body.GetProperty("items");
        Assert.Equal(2, named.GetArrayLength());
    }

    [Fact]
    public async Task Summaries_TellOfTheJobTheRunAndTheTask()
    {
        var task = NewId();
        var first = await NewCompletedJobAsync(task);
        var second = await NewHeldRunAsync(task);
        await Api.PostAsync($"api/jobs/{second}/cancel");
        await Api.WaitForEventAsync(second, "cancelled");

        var ofTask = (await ReadAsync($"api/metrics/task/{task}/summary")).Body;
        var ofJob = (await ReadAsync($"api/metrics/job/{first}/summary")).Body;
        var ofRun = (await ReadAsync($"api/metrics/run/{first}/summary")).Body;

        Assert.Equal((2, true), (ofTask.GetProperty("jobs").GetInt32(), ofTask.GetProperty("complete").GetBoolean()));
        var succeeded = Series(ofTask, "succeeded");
        Assert.Equal((2, 0.0, 1.0, 0.5, 0.0), (
            succeeded.GetProperty("count").GetInt32(), Number(succeeded, "min"), Number(succeeded, "max"), Number(succeeded, "avg"), Number(succeeded, "last")));
        var trend = succeeded.GetProperty("trend");
        Assert.Equal(("down", -1.0, 1.0), (Text(trend, "direction"), Number(trend, "slope"), Number(trend, "previous_avg")));

        Assert.Equal(3, Series(ofJob, "step_duration_seconds").GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Null, Series(ofJob, "duration_seconds").GetProperty("trend").ValueKind);
        Assert.Equal(ofJob.ToString(), ofRun.ToString());
    }

    [Fact]
    public async Task RemovedJob_HasNoFiguresAnyMore()
    {
        var task = NewId();
        var jobId = await NewCompletedJobAsync(task);
        Assert.Equal(1, (await ReadAsync($"api/metrics/task/{task}/summary")).Body.GetProperty("jobs").GetInt32());

        Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync($"api/jobs/{jobId}")).Status);

        Assert.Equal(0, (await ReadAsync($"api/metrics?job_id={jobId}")).Body.GetProperty("items").GetArrayLength());
        Assert.Equal("metric_not_found", (await Api.GetAsync($"api/metrics/{jobId}~1")).Text("code"));
        Assert.Equal("job_not_found", (await Api.GetAsync($"api/metrics/job/{jobId}/summary")).Text("code"));
    }

    [Fact]
    public async Task WhatThereIsNot_IsRefusedByName()
    {
        var jobId = await NewHeldJobAsync();

        Assert.Equal("task_not_found", (await Api.GetAsync($"api/metrics/task/{NewId()}/summary")).Text("code"));
        Assert.Equal("job_not_found", (await Api.GetAsync($"api/metrics/run/{jobId}/summary")).Text("code"));
        Assert.Equal("metric_not_found", (await Api.GetAsync($"api/metrics/{jobId}~1")).Text("code"));
        Assert.Equal("metric_not_found", (await Api.GetAsync("api/metrics/nothing")).Text("code"));
        foreach (var (query, field) in new[] { ("name=Upper", "name"), ("cursor=x", "cursor"), ("limit=101", "limit"), ("skip=1", "skip") })
        {
            var refused = await Api.GetAsync($"api/metrics?{query}");
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (refused.Status, refused.Text("code")));
            Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _), refused.Body.ToString());
        }

        await Api.PostAsync($"api/jobs/{jobId}/cancel");
    }

    private static string Text(JsonElement holder, string name) => holder.GetProperty(name).GetString()!;

    private static double Number(JsonElement holder, string name) => holder.GetProperty(name).GetDouble();

    private static JsonElement Series(JsonElement summary, string name) =>
        summary.GetProperty("items").EnumerateArray().Single(item => Text(item, "name") == name);

    private async Task<ApiAnswer> ReadAsync(string path)
    {
        var answer = await Api.GetAsync(path);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path} answers {answer.Status}: {answer.Body}");
        return answer;
    }

    private async Task<string> NewHeldRunAsync(string task)
    {
        var body = await NewDiskJobAsync();
        body["task_id"] = task;
        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private async Task<string> NewCompletedJobAsync(string task)
    {
        var jobId = await NewHeldRunAsync(task);
        var hash = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Text("hash");
        await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = hash });
        await Api.WaitForEventAsync(jobId, "completion");
        return jobId;
    }
}
