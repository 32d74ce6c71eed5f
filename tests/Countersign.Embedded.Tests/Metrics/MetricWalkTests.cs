using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Metrics;

/// <summary>Lists and summaries over many jobs, of many people, and figures of jobs that did not complete.</summary>
public sealed class MetricWalkTests : IAsyncLifetime
{
    private static readonly Person Ann = new("ann", "user");
    private static readonly Person Bob = new("bob", "user");

    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(new FailingKind());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task RareName_IsFoundByGoingOnThroughEmptyPages()
    {
        // Three in each millisecond, so that pages end between jobs of one instant; the oldest is the one that is sought.
        for (var number = 0; number < 450; number++)
        {
            await AddAsync($"job-{number:D3}", "ann", number / 3, number == 0 ? "rare" : "common");
        }

        var found = new List<string>();
        var pages = 0;
        for (string? cursor = ""; cursor is not null; pages++)
        {
            Assert.True(pages < 10, $"No end after {pages} pages.");
            var page = await ReadAsync(Ann, $"api/metrics?name=rare&limit=5{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("job_id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }

        Assert.Equal(["job-000"], found);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Pages_StayRight_WhileJobsComeAndGo()
    {
        for (var number = 0; number < 12; number++)
        {
            await AddAsync($"job-{number:D2}", "ann", 0, "score");
        }

        var first = await ReadAsync(Ann, "api/metrics?limit=5");
        await AddAsync("a-new-one", "ann", 0, "score");
        await AddAsync("newest", "ann", 9, "score");
        await _server.Jobs.DeleteAsync("job-04", CancellationToken.None);
        await _server.Jobs.DeleteAsync("job-05", CancellationToken.None);
        var rest = await ReadAsync(Ann, $"api/metrics?limit=50&cursor={first.GetProperty("next_cursor").GetString()}");

        Assert.Equal(Names(0, 5), JobsOf(first));
        Assert.Equal(Names(6, 6), JobsOf(rest));
    }

    [Fact]
    public async Task People_SeeTheirOwn_AndAdministratorsAll()
    {
        await AddAsync("of-ann", "ann", 0, "score", 1);
        await AddAsync("of-bob", "bob", 1, "score", 3);

        Assert.Equal(["of-ann"], JobsOf(await ReadAsync(Ann, "api/metrics")));
        Assert.Equal(["of-bob", "of-ann"], JobsOf(await ReadAsync(Person.Root, "api/metrics?task_id=t")));
        Assert.Equal([], JobsOf(await ReadAsync(Ann, "api/metrics?job_id=of-bob")));
        Assert.Equal(1, AverageOf(await ReadAsync(Ann, "api/metrics/task/t/summary")));
        Assert.Equal(3, AverageOf(await ReadAsync(Bob, "api/metrics/task/t/summary")));
        Assert.Equal(2, AverageOf(await ReadAsync(Person.Root, "api/metrics/task/t/summary")));
        Assert.Equal(404, (await _server.GetAsync(new Person("eve", "user"), "api/metrics/task/t/summary")).Status);
    }

    [Fact]
    public async Task JobThatFailed_IsMeasured_AndARetryMeasuresAgain()
    {
        var jobId = await _server.SubmitAsync(Ann, new JsonObject { ["kind"] = FailingKind.Kind, ["input"] = new JsonObject { ["how"] = "work" } });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        var plan = (await _server.Jobs.GetAsync(jobId, CancellationToken.None))!.Job.Plan!.Hash;
        await _server.PostAsync(Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = plan });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Failed);
        var before = await ReadAsync(Ann, $"api/metrics?job_id={jobId}&limit=100");

        Assert.Equal(202, (await _server.PostAsync(Ann, $"api/jobs/{jobId}/retry")).Status);
        await _server.UntilAsync(jobId, record => record.Job is { Status: JobStatus.Failed, Attempt: 2 });
        var attempts = await ReadAsync(Ann, $"api/metrics?job_id={jobId}&name=attempts");
        var steps = await ReadAsync(Ann, $"api/metrics?job_id={jobId}&name=step_duration_seconds");

        Assert.Equal([0.0], ValuesOf(before, "succeeded"));
        Assert.Equal([1.0], ValuesOf(before, "attempts"));
        Assert.Single(ValuesOf(before, "step_duration_seconds"));
        Assert.Single(ValuesOf(before, "approval_wait_seconds"));
        Assert.Equal([1.0, 2.0], ValuesOf(attempts, "attempts"));
        Assert.Equal(2, ValuesOf(steps, "step_duration_seconds").Count());
    }

    private static IEnumerable<string> Names(int first, int count) => Enumerable.Range(first, count).Select(number => $"job-{number:D2}");

    private static IEnumerable<string> JobsOf(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("job_id").GetString()!);

    private static IEnumerable<double> ValuesOf(JsonElement page, string name) => page.GetProperty("items").EnumerateArray()
        .Where(item => item.GetProperty("name").GetString() == name)
        .Select(item => item.GetProperty("value").GetDouble());

    private static double AverageOf(JsonElement summary) => Assert.Single(summary.GetProperty("items").EnumerateArray()).GetProperty("avg").GetDouble();

    private async Task AddAsync(string jobId, string owner, int millisecond, string name, double value = 1)
    {
        var job = new JobBuilder(jobId).Owner(owner).Task("t").Status(JobStatus.Completed).Second(millisecond / 1000.0);
        Assert.Null(await _server.Jobs.TryCreateAsync(job.Creation().Measuring([new StoredMetric(name, value)]), CancellationToken.None));
    }

    private async Task<JsonElement> ReadAsync(Person person, string path)
    {
        var answer = await _server.GetAsync(person, path);
        Assert.True(answer.Status == 200, $"{path} answers {answer.Status}: {answer.Text}");
        return answer.Body;
    }
}
