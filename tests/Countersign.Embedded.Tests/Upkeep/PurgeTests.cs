using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Xunit;

namespace Countersign.Embedded.Tests.Upkeep;

/// <summary>What <c>POST /api/admin/purge</c> removes, and what it leaves.</summary>
public sealed class PurgeTests : UpkeepTest
{
    private const int Many = 2000;

    /// <summary>In a minute of a clock that stands still, any limit is reached.</summary>
    protected override Dictionary<string, string?> Configuration => new() { ["Limits:RequestsPerMinute"] = "0" };

    private DateTimeOffset Now => Server.Clock.GetUtcNow();

    [Fact]
    public async Task Purge_RemovesWhatEndedBefore_InTheStatusesThatAreNamed()
    {
        var held = await HeldAsync();
        await EndedAsync("failed-before", Now.AddHours(-2), JobStatus.Failed);
        await EndedAsync("failed-after", Now.AddMinutes(-10), JobStatus.Failed);
        await EndedAsync("completed-before", Now.AddHours(-2));

        var result = await RunAsync("api/admin/purge", Body(Now.AddHours(-1), "failed"));

        Assert.Equal((1, true), (result.GetProperty("removed").GetInt32(), result.GetProperty("complete").GetBoolean()));
        Assert.Equal(
            (false, true, true, true),
            (await IsThereAsync("failed-before"), await IsThereAsync("failed-after"), await IsThereAsync("completed-before"), await IsThereAsync(held)));
    }

    [Fact]
    public async Task Purge_LeavesNothingOfAJob_AndTheAuditLogHolds()
    {
        var jobId = await HeldAsync();
        await Server.PostAsync(Person.Owner, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
        await CompletedAsync(jobId);
        Server.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(1, (await RunAsync("api/admin/purge", Body(Now.AddMinutes(-1)))).GetProperty("removed").GetInt32());

        Assert.Equal(404, (await Server.GetAsync(Person.Root, $"api/jobs/{jobId}")).Status);
        Assert.Null(await Server.Plans.GetAsync(jobId, 1, CancellationToken.None));
        Assert.Null(await Server.Plans.GetDecisionAsync(jobId, 1, CancellationToken.None));
        Assert.Empty(await Server.Events.ReadAsync(jobId, 0, 10, null, CancellationToken.None));
        Assert.Null(await Server.Engine.GetAsync(jobId));
        var audit = await Server.GetAsync(Person.Root, "api/admin/audit?limit=1000");
        var deleted = Assert.Single(
            audit.Body.GetProperty("items").EnumerateArray(), row => row.GetProperty("act").GetString() == "deleted");
        Assert.Equal(("user:root", jobId), (deleted.GetProperty("actor").GetString(), deleted.GetProperty("data").GetProperty("job_id").GetString()));
        Assert.True((await Server.GetAsync(Person.Root, "api/admin/audit/verify")).Body.GetProperty("valid").GetBoolean());
        Assert.Empty(await FindingsAsync());
    }

    [Fact]
    public async Task Purge_OfThousands_LeavesReadersTheirAnswers()
    {
        var held = await HeldAsync();
        await Parallel.ForAsync(0, Many, async (i, _) => await EndedAsync($"ended-{i}", Now.AddHours(-2)));
        var answer = await Server.PostAsync(Person.Root, "api/admin/purge", Body(Now.AddHours(-1)));
        var purge = answer.Body.GetProperty("job_id").GetString()!;

        var (reads, longest, meanwhile) = (0, TimeSpan.Zero, 0);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while ((await Server.Jobs.GetAsync(purge, CancellationToken.None))!.Job is { Status: var status } && !status.IsFinal())
        {
            Assert.False(patience.IsCancellationRequested, $"The purge is still {status} after {reads} readings.");
            var began = TimeProvider.System.GetTimestamp();
            var read = await Server.GetAsync(Person.Owner, $"api/jobs/{held}");
            var took = TimeProvider.System.GetElapsedTime(began);
            Assert.Equal((200, true), (read.Status, read.Text.Contains("awaiting_approval", StringComparison.Ordinal)));
            longest = took > longest ? took : longest;
            if (++reads % 50 == 0)
            {
                var left = (await Server.GetAsync(Person.Root, "api/jobs?status=completed&limit=1")).Body.GetProperty("total").GetInt64();
                meanwhile += left is > 0 and < Many ? 1 : 0;
                await Task.Yield();
            }
        }

        Assert.Equal(Many, (await ResultAsync(purge)).GetProperty("removed").GetInt32());
        Assert.True(meanwhile > 0, $"None of {reads} readings saw a part of the jobs gone.");
        Assert.True(longest < TimeSpan.FromSeconds(5), $"One of {reads} readings took {longest}.");
    }

    [Theory]
    [InlineData("""{}""", "before")]
    [InlineData("""{"before":"yesterday"}""", "before")]
    [InlineData("""{"before":"2031-01-01T00:00:00Z"}""", "before")]
    [InlineData("""{"before":"2020-01-01T00:00:00Z","statuses":["running"]}""", "statuses")]
    [InlineData("""{"before":"2020-01-01T00:00:00Z","statuses":["gone"]}""", "statuses")]
    [InlineData("""{"before":"2020-01-01T00:00:00Z","statuses":[]}""", "statuses")]
    [InlineData("""{"before":"2020-01-01T00:00:00Z","kind":"x"}""", "kind")]
    public async Task Purge_OfWhatIsNotAllowed_NamesTheField(string body, string field)
    {
        var answer = await Server.PostAsync(Person.Root, "api/admin/purge", JsonNode.Parse(body));

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out var messages), answer.Text);
        Assert.NotEqual("", messages[0].GetString());
    }

    [Fact]
    public async Task Purge_WithAKey_IsOneJob()
    {
        var one = await Server.PostAsync(Person.Root, "api/admin/purge", Body(Now.AddDays(-1)), ("Idempotency-Key", "k"));
        var again = await Server.PostAsync(Person.Root, "api/admin/purge", Body(Now.AddDays(-1)), ("Idempotency-Key", "k"));

        Assert.Equal(one.Body.GetProperty("job_id").GetString(), again.Body.GetProperty("job_id").GetString());
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
    }

    private static JsonObject Body(DateTimeOffset before, params string[] statuses)
    {
        var body = new JsonObject { ["before"] = before.ToString("O") };
        if (statuses.Length > 0)
        {
            body["statuses"] = new JsonArray([.. statuses.Select(status => (JsonNode)status)]);
        }

        return body;
    }
}
