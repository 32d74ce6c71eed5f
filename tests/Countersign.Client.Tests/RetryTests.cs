using System.Net;
using Countersign.Client.Errors;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>What is sent again, when, and what never is.</summary>
public sealed class RetryTests
{
    private const string Health =
        """{"status":"healthy","service":"countersign","version":"1","timestamp":"2030-01-01T00:00:00.000Z","components":{},"uptime_seconds":1}""";

    private readonly PauselessClock _clock = new(TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(429, ErrorCodes.RateLimited)]
    [InlineData(503, ErrorCodes.ServiceUnavailable)]
    public async Task Reading_IsRepeated_AfterTheTimeThatTheServerAsksFor(int status, string code)
    {
        var answers = new ScriptedAnswers(() => ScriptedAnswers.Problem(status, code, "7"), () => ScriptedAnswers.Json(Health));
        using var client = Create(answers);

        Assert.Equal("healthy", (await client.Service.GetHealthAsync()).Status);
        Assert.Equal(2, answers.Requests.Count);
        Assert.Equal([TimeSpan.FromSeconds(7)], _clock.Pauses);
    }

    [Fact]
    public async Task Submission_WithoutAKey_IsNeverRepeated()
    {
        var answers = new ScriptedAnswers(() => ScriptedAnswers.Problem(503, ErrorCodes.ServiceUnavailable, "1"));
        using var client = Create(answers);

        var refused = await Assert.ThrowsAsync<CountersignException>(() => client.Jobs.SubmitAsync(new SubmitJobRequest { Kind = "some" }));

        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        Assert.Single(answers.Requests);
    }

    [Fact]
    public async Task Submission_WithAKeyOrAnIdentifier_IsRepeatedAsItWas_UntilItIsEnough()
    {
        var answers = new ScriptedAnswers(() => ScriptedAnswers.Problem(503, ErrorCodes.ServiceUnavailable));
        using var client = Create(answers);

        await Assert.ThrowsAsync<CountersignException>(() => client.Jobs.SubmitAsync(new SubmitJobRequest { Kind = "some" }, "key-1"));
        await Assert.ThrowsAsync<CountersignException>(() => client.Jobs.SubmitAsync(new SubmitJobRequest { Kind = "some", JobId = "mine" }));

        Assert.Equal(8, answers.Requests.Count);
        Assert.Equal(["""{"kind":"some"}""", """{"kind":"some","job_id":"mine"}"""], answers.Requests.Select(request => request.Body).Distinct());
        var pauses = _clock.Pauses.ToArray();
        Assert.Equal(6, pauses.Length);
        Assert.True(pauses[0] < pauses[1] && pauses[1] < pauses[2], $"The pauses were {string.Join(", ", pauses)}.");
    }

    [Fact]
    public async Task Moves_AreNeverRepeated()
    {
        var answers = new ScriptedAnswers(() => ScriptedAnswers.Problem(503, ErrorCodes.ServiceUnavailable));
        using var client = Create(answers);

        await Assert.ThrowsAsync<CountersignException>(() => client.Jobs.CancelAsync("some"));
        await Assert.ThrowsAsync<CountersignException>(() => client.Approvals.ApproveAsync("some", "sha256:0"));

        Assert.Equal(2, answers.Requests.Count);
    }

    [Fact]
    public async Task WaitThatIsTooLong_IsLeftToTheCaller()
    {
        var answers = new ScriptedAnswers(() => ScriptedAnswers.Problem(429, ErrorCodes.RateLimited, "3600"));
        using var client = Create(answers);

        var refused = await Assert.ThrowsAsync<CountersignException>(() => client.Service.GetHealthAsync());

        Assert.Equal(TimeSpan.FromHours(1), refused.RetryAfter);
        Assert.Single(answers.Requests);
    }

    [Fact]
    public async Task BrokenConnection_IsTriedAgain_WhereThatIsHarmless()
    {
        var answers = new ScriptedAnswers(
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "It broke."), () => ScriptedAnswers.Json(Health));
        using var client = Create(answers);
        Assert.Equal("healthy", (await client.Service.GetHealthAsync()).Status);

        using var other = Create(new ScriptedAnswers(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "It broke.")));
        await Assert.ThrowsAsync<CountersignUnreachableException>(() => other.Jobs.SubmitAsync(new SubmitJobRequest { Kind = "some" }));
    }

    [Fact]
    public async Task Unreadiness_IsAnAnswer()
    {
        var answers = new ScriptedAnswers(() => ScriptedAnswers.Json(
            Health.Replace("healthy", "unhealthy", StringComparison.Ordinal), HttpStatusCode.ServiceUnavailable));
        using var client = Create(answers);

        Assert.Equal("unhealthy", (await client.Service.GetReadinessAsync()).Status);
        Assert.Single(answers.Requests);
    }

    [Fact]
    public async Task AnswerOfSomethingElse_IsNotTakenForAServer()
    {
        using var client = Create(new ScriptedAnswers(() => ScriptedAnswers.Json("<html>")));

        var exception = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.Service.GetHealthAsync());

        Assert.Contains("jobs.example.org", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_ThatIsNoProblemDocument_HasItsStatus()
    {
        using var client = Create(new ScriptedAnswers(() => new HttpResponseMessage(HttpStatusCode.BadGateway)));

        var refused = await Assert.ThrowsAsync<CountersignException>(() => client.Service.GetHealthAsync());

        Assert.Equal((502, null, 0), (refused.Status, refused.Code, refused.Errors.Count));
    }

    [Fact]
    public async Task Pause_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var clock = new PauselessClock(TimeSpan.Zero);
        var answers = new ScriptedAnswers(() =>
        {
            stop.CancelAfter(TimeSpan.Zero);
            return ScriptedAnswers.Problem(503, ErrorCodes.ServiceUnavailable, "7");
        });
        using var client = Create(answers, clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Service.GetHealthAsync(stop.Token));
    }

    [Theory]
    [InlineData("ftp://jobs.example.org", null, "Address")]
    [InlineData("http://jobs.example.org/?a=b", null, "Address")]
    [InlineData("http://jobs.example.org", "a key", "ApiKey")]
    public void Options_ThatCannotBe_AreRefused(string address, string? key, string named)
    {
        var exception = Assert.Throws<ArgumentException>(
            () => new CountersignClient(new CountersignClientOptions { Address = new Uri(address), ApiKey = key }));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_BelowAPath_KeepsIt()
    {
        var answers = new ScriptedAnswers(() => ScriptedAnswers.Json(Health));
        using var client = new CountersignClient(new CountersignClientOptions { Address = new Uri("http://jobs.example.org/below") }, answers);

        await client.Service.GetHealthAsync();

        Assert.Equal("GET /below/api/health", Assert.Single(answers.Requests).Request);
    }

    private CountersignClient Create(HttpMessageHandler answers, TimeProvider? clock = null) =>
        new(new CountersignClientOptions { Address = new Uri("http://jobs.example.org"), Clock = clock ?? _clock }, answers);
}
