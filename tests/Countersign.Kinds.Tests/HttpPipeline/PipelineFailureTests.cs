using Countersign.Contracts.Errors;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Kinds.Tests.HttpPipeline;

/// <summary>Repeats, failed expectations, and undoing.</summary>
public sealed class PipelineFailureTests
{
    private const string Saga = """
        {"steps": [
          {"id": "a", "method": "POST", "url": "http://HOST/a", "capture": {"id": "/id"}, "compensate": {"method": "DELETE", "url": "http://HOST/a/{{id}}"}},
          {"id": "b", "method": "POST", "url": "http://HOST/b", "compensate": {"method": "POST", "url": "http://HOST/b/undo", "body": {"of": "{{id}}"}}},
          {"id": "c", "method": "GET", "url": "http://HOST/c"},
          {"id": "d", "method": "POST", "url": "http://HOST/d", "expect": {"status": 200, "json": {"/state": "paid"}}, "compensate": {"method": "DELETE", "url": "http://HOST/d"}}]}
        """;

    [Fact]
    public async Task FailedExpectation_IsTold_AndFinishedStepsAreUndoneInReverse()
    {
        await using var run = new PipelineRun(request => request.Target switch
        {
            "/a" => new LoopbackAnswer(201, """{"id": 7}"""),
            "/b/undo" => new LoopbackAnswer(500),
            "/d" => new LoopbackAnswer(200, """{"state": "declined"}"""),
            _ => new LoopbackAnswer(200),
        });
        await run.PlanAsync(Saga);
        foreach (var step in (string[])["a", "b", "c"])
        {
            await run.StepAsync(Saga, step);
        }

        var failure = await run.FailAsync(Saga, "d");

        Assert.Equal((ErrorCodes.ExpectationFailed, false), (failure.Code, failure.Retryable));
        Assert.Equal(
            "The answer is not the expected one: /state is \"declined\"; expected is \"paid\". Undone: 1 of the 2 finished steps that can be.", failure.Message);
        Assert.Equal(["POST /a", "POST /b", "GET /c", "POST /d", "POST /b/undo", "DELETE /a/7"], run.Sent);
        Assert.Equal("""{"of":7}""", run.Server.Requests[4].Body);
        var details = failure.Details!.Value;
        Assert.Equal((false, "d"), (details.GetProperty("succeeded").GetBoolean(), details.GetProperty("failed_step").GetString()));
        Assert.Equal(["a", "b", "c", "d"], details.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
        var assertion = details.GetProperty("steps")[3].GetProperty("assertions")[1];
        Assert.Equal(
            ("/state", "paid", "declined", false),
            (assertion.GetProperty("of").GetString(), assertion.GetProperty("expected").GetString(), assertion.GetProperty("actual").GetString(), assertion.GetProperty("passed").GetBoolean()));
        Assert.Equal(
            ["b failed 500", "a done 200"],
            details.GetProperty("compensations").EnumerateArray().Select(outcome =>
                $"{outcome.GetProperty("step")} {outcome.GetProperty("outcome")} {outcome.GetProperty("status")}"));
    }

    [Fact]
    public async Task Crash_WhileUndoing_GoesOnUndoing_AndNeverSendsTheRequestAgain()
    {
        var died = new OperationCanceledException("The process died.");
        await using var run = new PipelineRun(request => request.Target switch
        {
            "/a" => new LoopbackAnswer(201, """{"id": 7}"""),
            "/d" => new LoopbackAnswer(500),
            _ => new LoopbackAnswer(200),
        });
        await run.PlanAsync(Saga);
        foreach (var step in (string[])["a", "b", "c"])
        {
            await run.StepAsync(Saga, step);
        }

        // Killed before the note was stored: the request may be sent again, with its key.
        run.OnNote = () => throw died;
        await Assert.ThrowsAsync<OperationCanceledException>(() => run.StepAsync(Saga, "d"));
        run.OnNote = () => { };
        var failed = await run.FailAsync(Saga, "d");
        var again = await run.FailAsync(Saga, "d");

        Assert.Equal((failed.Code, failed.Message), (again.Code, again.Message));
        Assert.Equal(
            ["POST /a", "POST /b", "GET /c", "POST /d", "POST /d", "POST /b/undo", "DELETE /a/7", "POST /b/undo", "DELETE /a/7"], run.Sent);
        Assert.Equal(Key(run, 3), Key(run, 4));
        Assert.Equal((Key(run, 5), Key(run, 6)), (Key(run, 7), Key(run, 8)));
        Assert.Equal(5, run.Server.Requests.Where(request => request.Method != "GET").Select(request => request.Header("Idempotency-Key")).Distinct().Count());
    }

    [Fact]
    public async Task Retry_AfterUndoing_IsRefused()
    {
        await using var run = new PipelineRun(request => request.Target switch
        {
            "/a" => new LoopbackAnswer(201, """{"id": 7}"""),
            "/d" => new LoopbackAnswer(500),
            _ => new LoopbackAnswer(200),
        });
        await run.PlanAsync(Saga);
        foreach (var step in (string[])["a", "b", "c"])
        {
            await run.StepAsync(Saga, step);
        }

        await run.FailAsync(Saga, "d");
        var sent = run.Sent.Length;

        var refused = await run.FailAsync(Saga, "d", attempt: 2);

        Assert.Equal(ErrorCodes.StepsUndone, refused.Code);
        Assert.Equal(sent, run.Sent.Length);
    }

    [Fact]
    public async Task Retry_WithNothingUndone_SendsTheSameKey()
    {
        var answers = new Queue<int>([500, 200]);
        await using var run = new PipelineRun(_ => new LoopbackAnswer(answers.Dequeue()));
        const string Input = """{"steps": [{"id": "a", "method": "POST", "url": "http://HOST/"}]}""";
        await run.PlanAsync(Input);

        await run.FailAsync(Input, "a");
        await run.StepAsync(Input, "a", attempt: 2);

        Assert.Equal(Key(run, 0), Key(run, 1));
    }

    [Fact]
    public async Task FailureOfTheMachine_IsRepeatedWithTheSameKey_AfterAsLongAsAsked()
    {
        var answers = new Queue<LoopbackAnswer>([
            LoopbackAnswer.Nothing,
            new LoopbackAnswer(503),
            new LoopbackAnswer(429).With("Retry-After", "17"),
            new LoopbackAnswer(200),
        ]);
        await using var run = new PipelineRun(_ => answers.Dequeue());

        var result = await run.RunAsync("""{"steps": [{"id": "a", "method": "POST", "url": "http://HOST/", "body": "text"}]}""");

        Assert.Equal([1, 2, 17], run.Clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(4, result.GetProperty("steps")[0].GetProperty("attempts").GetInt32());
        Assert.Single(run.Server.Requests.Select(request => request.Header("Idempotency-Key")).Distinct());
        Assert.All(run.Server.Requests, request => Assert.Equal("text", request.Body));
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    [InlineData(500, 1)]
    [InlineData(503, 3)]
    public async Task Repeats_EndWithThePolicy(int status, int requests)
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(status));
        const string Input = """{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/", "retries": 2}]}""";
        await run.PlanAsync(Input);

        var failure = await run.FailAsync(Input, "a");

        Assert.Equal((ErrorCodes.ExpectationFailed, requests), (failure.Code, run.Sent.Length));
        Assert.Contains($"the status is {status}; expected is 200 to 299", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeat_ThatIsAskedForTooLate_IsNotTried()
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(503).With("Retry-After", "3600"));
        const string Input = """{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/"}]}""";
        await run.PlanAsync(Input);

        await run.FailAsync(Input, "a");

        Assert.Single(run.Sent);
        Assert.Empty(run.Clock.Waits);
    }

    [Fact]
    public async Task Idempotency_KeyOfTheInput_IsKept()
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200));

        await run.RunAsync("""{"steps": [{"id": "a", "method": "POST", "url": "http://HOST/", "headers": {"idempotency-key": "mine"}}]}""");

        Assert.Equal("mine", Assert.Single(run.Server.Requests).Header("Idempotency-Key"));
    }

    [Theory]
    [InlineData("no json", "the body is no JSON")]
    [InlineData("", "there is no body")]
    [InlineData("""{"other": 1}""", "nothing at /id")]
    public async Task Capture_OfNothing_FailsTheStep(string body, string why)
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200, body));
        const string Input = """{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/", "capture": {"id": "/id"}}]}""";
        await run.PlanAsync(Input);

        var failure = await run.FailAsync(Input, "a");

        Assert.Equal(ErrorCodes.CaptureFailed, failure.Code);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_HoldsTheBeginningOfALongBody()
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200, new string('x', 2_000_000)));

        var result = await run.RunAsync("""{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/"}]}""");

        var response = result.GetProperty("steps")[0].GetProperty("response");
        Assert.Equal((4_096, true), (response.GetProperty("body").GetString()!.Length, response.GetProperty("cut").GetBoolean()));
    }

    private static string? Key(PipelineRun run, int request) => run.Server.Requests[request].Header("Idempotency-Key");
}
