using System.Net;
using System.Text.Json.Nodes;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Limits;

/// <summary>How often somebody may ask.</summary>
public sealed class RateLimitTests
{
    private static readonly Person Ann = new("ann", "user");
    private static readonly Person Bob = new("bob", "user");
    private static readonly Person Root = new("root", "admin");

    [Fact]
    public async Task Creations_AreLimited_AndNeitherRepeatsNorRefusalsCount()
    {
        await using var server = await StartAsync(("Limits:SubmitPerMinute", "3"));
        Assert.Equal((202, "2"), Told(await server.PostAsync(Ann, "api/jobs", Job("one"))));
        Assert.Equal((202, "2"), Told(await server.PostAsync(Ann, "api/jobs", Job("one"))));
        Assert.Equal(400, (await server.PostAsync(Ann, "api/jobs", new JsonObject { ["kind"] = "none" })).Status);
        var other = Job("one");
        other["name"] = "other content";
        Assert.Equal((409, "2"), Told(await server.PostAsync(Ann, "api/jobs", other)));
        Assert.Equal((202, "1"), Told(await server.PostAsync(Ann, "api/jobs", Job("two"))));
        Assert.Equal((202, "0"), Told(await server.PostAsync(Ann, "api/jobs", Job("three"))));
        server.Clock.Advance(TimeSpan.FromSeconds(20));

        var refused = await server.PostAsync(Ann, "api/jobs", Job("four"));

        Assert.Equal(429, refused.Status);
        Assert.Equal("rate_limited", refused.Body.GetProperty("code").GetString());
        Assert.Equal("40", refused.Headers.RetryAfter);
        Assert.Equal("3 0 40", $"{refused.Headers["RateLimit-Limit"]} {refused.Headers["RateLimit-Remaining"]} {refused.Headers["RateLimit-Reset"]}");
        Assert.Equal("\"creations\";q=3;w=60", refused.Headers["RateLimit-Policy"]);
        Assert.Equal("\"creations\";r=0;t=40", refused.Headers["RateLimit"]);
        Assert.Null(await server.Jobs.GetAsync("four", CancellationToken.None));
        var repeated = await server.PostAsync(Ann, "api/jobs", Job("two"));
        Assert.Equal((202, "true"), (repeated.Status, repeated.Headers["Idempotent-Replayed"].ToString()));
        Assert.Equal((202, "2"), Told(await server.PostAsync(Bob, "api/jobs", Job("bobs"))));
        server.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal((202, "2"), Told(await server.PostAsync(Ann, "api/jobs", Job("four"))));
    }

    [Fact]
    public async Task OlderRoutesAndRepetitions_CountAsCreations()
    {
        await using var server = await StartAsync(("Limits:SubmitPerMinute", "3"));
        var job = await server.SubmitAsync(Ann, Job("one"));
        await server.PostAsync(Ann, $"api/jobs/{job}/cancel");
        Assert.Equal((202, "1"), Told(await server.PostAsync(Ann, $"api/jobs/{job}/rerun")));
        Assert.Equal(201, (await server.PostAsync(Ann, "api/tasks", TaskBody("task"))).Status);

        var run = await server.PostAsync(Ann, "api/runs/", new JsonObject { ["task_id"] = "task" });

        Assert.Equal((201, "0"), Told(run));
        Assert.Equal(429, (await server.PostAsync(Ann, "api/runs/", new JsonObject { ["task_id"] = "task" })).Status);
        Assert.Equal(429, (await server.PostAsync(Ann, $"api/jobs/{job}/rerun")).Status);
    }

    [Fact]
    public async Task ManyCreationsAtOnce_DoNotGoPastTheLimitTogether()
    {
        await using var server = await StartAsync(("Limits:SubmitPerMinute", "5"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => server.PostAsync(Ann, "api/jobs", Job($"job-{i}"))));

        Assert.Equal(5, answers.Count(answer => answer.Status == 202));
        Assert.Equal(35, answers.Count(answer => answer.Status == 429));
    }

    [Fact]
    public async Task AllRequestsOfAUser_AreLimited()
    {
        await using var server = await StartAsync(("Limits:RequestsPerMinute", "2"));
        Assert.Equal((200, "1"), Told(await server.GetAsync(Ann, "api/jobs")));
        Assert.Equal((200, "0"), Told(await server.GetAsync(Ann, "api/capabilities")));

        Assert.Equal((429, "0"), Told(await server.GetAsync(Ann, "api/jobs")));
        Assert.Equal((200, "1"), Told(await server.GetAsync(Bob, "api/jobs")));
        Assert.Equal((200, null), Told(await server.GetAsync(Ann, "api/health")));
    }

    [Fact]
    public async Task CostlyEndpoint_HasALimitOfItsOwn()
    {
        await using var server = await StartAsync();
        for (var i = 9; i >= 0; i--)
        {
            Assert.Equal((200, $"{i}"), Told(await server.GetAsync(Root, "api/admin/audit/verify")));
        }

        var refused = await server.GetAsync(Root, "api/admin/audit/verify");

        Assert.Equal((429, "\"VerifyAudit\";q=10;w=60"), (refused.Status, refused.Headers["RateLimit-Policy"].ToString()));
        Assert.Equal(200, (await server.GetAsync(Root, "api/jobs")).Status);
    }

    [Fact]
    public async Task WrongKeys_AreLimitedByAddress_AndHealthIsToldAllTheSame()
    {
        await using var host = await BusyHost.StartAsync(1, ("Limits:FailedAuthenticationsPerMinute", "3"));
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("X-API-Key", "a-wrong-key-0123456789-0123456789");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("api/jobs", UriKind.Relative))).StatusCode);
        }

        var refused = await client.GetAsync(new Uri("api/jobs", UriKind.Relative));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("api/health", UriKind.Relative))).StatusCode);
        using var token = new StringContent("""{"api_key":"another-wrong-key-0123456789"}""", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostAsync(new Uri("api/auth/token", UriKind.Relative), token)).StatusCode);
    }

    [Fact]
    public async Task DefaultOfTen_HoldsWithAuthenticationOn()
    {
        await using var server = await InProcessServer.StartAsync(new RecordedStepsKind(), new() { ["Limits:SubmitPerMinute"] = null });

        var limits = (await server.GetAsync(Ann, "api/capabilities")).Body.GetProperty("limits");

        Assert.Equal(10, limits.GetProperty("submit_per_minute").GetInt32());
        Assert.Equal(8 * Environment.ProcessorCount, limits.GetProperty("max_concurrent_jobs").GetInt32());
        Assert.Equal(4 * Environment.ProcessorCount, limits.GetProperty("max_concurrent_per_user").GetInt32());
    }

    private static Task<InProcessServer> StartAsync(params (string Key, string? Value)[] configuration) =>
        InProcessServer.StartAsync(new RecordedStepsKind(), configuration.ToDictionary(pair => pair.Key, pair => pair.Value));

    private static (int Status, string? Remaining) Told(Answer answer) =>
        (answer.Status, answer.Headers["RateLimit-Remaining"] is { Count: 1 } remaining ? remaining.ToString() : null);

    private static JsonObject TaskBody(string taskId) =>
        new() { ["name"] = "A task", ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject(), ["task_id"] = taskId };

    private static JsonObject Job(string jobId) =>
        new() { ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject(), ["job_id"] = jobId };
}
