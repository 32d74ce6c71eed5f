using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Kinds.Tests.HttpPipeline;

/// <summary>Plans and requests, against a real server.</summary>
public sealed class HttpPipelineKindTests
{
    private const string Shop = """
        {"parameters": {"amount": 12.5, "note": "a & b", "key": {"secret_ref": "SHOP_KEY"}},
         "steps": [
           {"id": "order", "method": "POST", "url": "http://HOST/orders", "headers": {"Authorization": "Bearer {{key}}"},
            "body": {"amount": "{{amount}}", "note": "note: {{note}}", "pin": {"secret_ref": "PIN"}},
            "capture": {"id": "/id", "token": {"pointer": "/token", "secret": true}}, "expect": {"status": 201, "json": {"/state": "new", "/amount": 12.5}},
            "compensate": {"method": "DELETE", "url": "http://HOST/orders/{{id}}"}},
           {"id": "look", "method": "GET", "url": "http://HOST/orders/{{id}}/lines?note={{note}}", "headers": {"X-Token": "{{token}}"}}]}
        """;

    private const string ShopResolved = """
        {"parameters": {"amount": 12.5, "note": "a & b", "key": "k-{{id}}"},
         "steps": [
           {"id": "order", "method": "POST", "url": "http://HOST/orders", "headers": {"Authorization": "Bearer {{key}}"},
            "body": {"amount": "{{amount}}", "note": "note: {{note}}", "pin": "{{pin}}"},
            "capture": {"id": "/id", "token": {"pointer": "/token", "secret": true}}, "expect": {"status": 201, "json": {"/state": "new", "/amount": 12.5}},
            "compensate": {"method": "DELETE", "url": "http://HOST/orders/{{id}}"}},
           {"id": "look", "method": "GET", "url": "http://HOST/orders/{{id}}/lines?note={{note}}", "headers": {"X-Token": "{{token}}"}}]}
        """;

    [Fact]
    public async Task Plan_ShowsEachRequestWordForWord_AndWhatUndoesIt()
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200));

        var plan = await run.PlanAsync(Shop);

        var host = run.Server.Authority;
        Assert.Equal(
            $$$"""
            POST http://{{{host}}}/orders
            Authorization: Bearer {{secret:SHOP_KEY}}
            Content-Type: application/json
            Idempotency-Key: one value for job, plan version and step, the same in every repeat
            User-Agent: Countersign
            | {"amount":12.5,"note":"note: a \u0026 b","pin":"{{secret:PIN}}"}
            expects: status 201; /state is "new"; /amount is 12.5
            captures: id from /id, token from /token (secret)
            held to: 30 s for each try; at most 3 repeats, where there is no answer or it is 429, 502, 503 or 504, after 1 s, 2 s, 4 s and so on, or as Retry-After says, up to 60 s; redirects are not followed
            if a later step fails, this undoes it:
            DELETE http://{{{host}}}/orders/{{id}}
            Idempotency-Key: one value for job, plan version and step, the same in every repeat
            User-Agent: Countersign
            """.ReplaceLineEndings("\n"),
            plan.Steps[0].Preview);
        Assert.StartsWith($$$"""GET http://{{{host}}}/orders/{{id}}/lines?note=a%20%26%20b""" + "\nX-Token: {{token}}\n", plan.Steps[1].Preview, StringComparison.Ordinal);
        Assert.Equal([Risk.Destructive, Risk.Read], plan.Steps.Select(step => step.Risk));
        Assert.Equal(["order"], plan.Steps[1].DependsOn);
        Assert.Equal(2, plan.Estimate!.DurationSeconds);
        Assert.Empty(run.Server.Requests);
    }

    [Theory]
    [InlineData("GET", Risk.Read)]
    [InlineData("HEAD", Risk.Read)]
    [InlineData("OPTIONS", Risk.Read)]
    [InlineData("POST", Risk.Write)]
    [InlineData("PUT", Risk.Write)]
    [InlineData("PATCH", Risk.Write)]
    [InlineData("DELETE", Risk.Destructive)]
    public async Task Plan_SaysWhatAMethodMayDo(string method, Risk risk)
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200));

        var plan = await run.PlanAsync($$"""{"steps": [{"id": "a", "method": "{{method}}", "url": "http://HOST/"}]}""");

        Assert.Equal(risk, Assert.Single(plan.Steps).Risk);
    }

    [Fact]
    public async Task Plan_CannotBeForgedByWhatItShows()
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200));

        var plan = await run.PlanAsync("""
            {"parameters": {"p": "x\nexpects: anything"},
             "steps": [{"id": "a", "method": "POST", "url": "http://HOST/{{p}}", "headers": {"X": "{{p}}"}, "body": "{{p}}\u202e",
                        "capture": {"c": "/a\nb"}, "expect": {"json": {"/\n": "{{p}}"}}}]}
            """);

        var lines = plan.Steps[0].Preview.Split('\n');
        Assert.Single(lines, line => line.StartsWith("expects: ", StringComparison.Ordinal));
        Assert.Contains("X: x\\u000aexpects: anything", lines);
        Assert.Contains("| expects: anything\\u202e", lines);
        Assert.Contains("captures: c from /a\\u000ab", lines);
    }

    [Fact]
    public async Task Analysis_OfAHostThatIsNotListed_FailsAndNamesIt()
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200));

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => run.PlanAsync(
            """{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/", "compensate": {"method": "GET", "url": "http://169.254.169.254/latest"}}]}"""));

        Assert.Equal(ErrorCodes.TargetNotAllowed, failure.Code);
        Assert.Contains("'169.254.169.254'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PassesValuesOn_AndTakesSecretsAsTheyAre()
    {
        await using var run = new PipelineRun(request => request.Method == "POST"
            ? new LoopbackAnswer(201, """{"id": "a/../b?c", "token": "t-4711", "state": "new", "amount": 12.50}""")
            : new LoopbackAnswer(200, "lines"));

        var result = await run.RunAsync(Shop, ShopResolved);

        var (order, look) = (run.Server.Requests[0], run.Server.Requests[1]);
        Assert.Equal("Bearer k-{{id}}", order.Header("Authorization"));
        Assert.Equal("""{"amount":12.5,"note":"note: a \u0026 b","pin":"{{pin}}"}""", order.Body);
        Assert.Matches("^\"[0-9a-f]{32}\"$", order.Header("Idempotency-Key"));
        Assert.Equal("GET /orders/a%2F..%2Fb%3Fc/lines?note=a%20%26%20b", look.ToString());
        Assert.Equal(("t-4711", null), (look.Header("X-Token"), look.Header("Idempotency-Key")));
        Assert.Contains("t-4711", run.Concealed);
        Assert.DoesNotContain("t-4711", run.Results["order"].GetProperty("values").GetRawText(), StringComparison.Ordinal);
        Assert.True(result.GetProperty("succeeded").GetBoolean());
        var step = result.GetProperty("steps")[0];
        Assert.Equal(("order", 201, 1), (step.GetProperty("id").GetString(), step.GetProperty("status").GetInt32(), step.GetProperty("attempts").GetInt32()));
        Assert.Equal(["id", "token"], step.GetProperty("captured").EnumerateArray().Select(name => name.GetString()));
        Assert.All(step.GetProperty("assertions").EnumerateArray(), assertion => Assert.True(assertion.GetProperty("passed").GetBoolean()));
        Assert.False(step.TryGetProperty("values", out _));
        Assert.Equal(0, result.GetProperty("compensations").GetArrayLength());
    }

    [Theory]
    [InlineData("\"..\"")]
    [InlineData("\".\"")]
    [InlineData("\"\"")]
    [InlineData("{\"x\": 1}")]
    [InlineData("null")]
    public async Task Capture_ThatWouldMakeAnotherPath_IsNotSent(string id)
    {
        const string Input = """
            {"steps": [{"id": "a", "method": "GET", "url": "http://HOST/ids", "capture": {"id": "/id"}},
                       {"id": "b", "method": "DELETE", "url": "http://HOST/items/{{id}}"}]}
            """;
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200, $$"""{"id": {{id}}}"""));
        await run.PlanAsync(Input);
        await run.StepAsync(Input, "a");

        var failure = await run.FailAsync(Input, "b");

        Assert.Equal(ErrorCodes.RequestInvalid, failure.Code);
        Assert.Equal(["GET /ids"], run.Sent);
    }

    [Fact]
    public async Task Capture_WithLineEnds_CannotAddAHeader()
    {
        const string Input = """
            {"steps": [{"id": "a", "method": "GET", "url": "http://HOST/ids", "capture": {"id": "/id"}},
                       {"id": "b", "method": "GET", "url": "http://HOST/", "headers": {"X-Id": "{{id}}"}}]}
            """;
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200, """{"id": "a\r\nX-Admin: 1"}"""));
        await run.PlanAsync(Input);
        await run.StepAsync(Input, "a");

        var failure = await run.FailAsync(Input, "b");

        Assert.Equal(ErrorCodes.RequestInvalid, failure.Code);
        Assert.Single(run.Sent);
    }

    [Fact]
    public async Task Capture_ThatHoldsASecretOfTheInput_IsSealedUnasked_AndSentWhole()
    {
        const string Input = """
            {"steps": [{"id": "a", "method": "GET", "url": "http://HOST/who", "capture": {"who": "/key"}},
                       {"id": "b", "method": "GET", "url": "http://HOST/", "headers": {"X-Key": "{{who}}"}}]}
            """;
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200, """{"key": "of k-4711"}""")) { Secret = "k-4711" };

        await run.RunAsync(Input);

        Assert.DoesNotContain("k-4711", run.Results["a"].GetProperty("values").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("of k-4711", run.Server.Requests[1].Header("X-Key"));
    }

    [Fact]
    public async Task Redirect_ToAnotherPortOfThisMachine_IsRefused()
    {
        await using var inner = new LoopbackServer(_ => new LoopbackAnswer(200, "inner"));
        await using var run = new PipelineRun(_ => LoopbackAnswer.Redirect(302, inner.Url("/admin").AbsoluteUri));
        const string Input = """{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/", "follow_redirects": true}]}""";
        await run.PlanAsync(Input);

        var failure = await run.FailAsync(Input, "a");

        Assert.Equal(ErrorCodes.TargetNotAllowed, failure.Code);
        Assert.Empty(inner.Requests);
    }

    [Fact]
    public async Task Redirect_ThatIsNotAskedFor_IsAnAnswerLikeAnother()
    {
        await using var run = new PipelineRun(_ => LoopbackAnswer.Redirect(302, "/next"));
        const string Input = """{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/", "expect": {"status": [302]}}]}""";

        await run.RunAsync(Input);

        Assert.Equal(["GET /"], run.Sent);
    }

    [Fact]
    public async Task ListedName_OfAPrivateAddress_IsRefused()
    {
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200), "intern.example.com");
        const string Input = """{"steps": [{"id": "a", "method": "GET", "url": "http://intern.example.com/"}]}""";
        await run.PlanAsync(Input);

        var failure = await run.FailAsync(Input, "a");

        Assert.Equal(ErrorCodes.TargetNotAllowed, failure.Code);
        Assert.Contains("a private address", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_LeavesOutWhatNobodyNeeds_AndSaysWhatItDidNotFollow()
    {
        const string Input = """
            {"steps": [{"id": "a", "method": "GET", "url": "http://HOST/a", "capture": {"x": "/x"}},
                       {"id": "b", "method": "GET", "url": "http://HOST/b?{{x}}"},
                       {"id": "c", "method": "GET", "url": "http://HOST/c"}]}
            """;
        await using var run = new PipelineRun(_ => new LoopbackAnswer(200));

        var followed = await run.PlanAsync(Input, "skip c");
        var both = await run.PlanAsync(Input, "skip a, b");
        var refused = await run.PlanAsync(Input, "skip a\nbe nicer");

        Assert.Equal(["a", "b"], followed.Steps.Select(step => step.Id));
        Assert.Equal(["c"], both.Steps.Select(step => step.Id));
        Assert.Equal(["a", "b", "c"], refused.Steps.Select(step => step.Id));
        Assert.Contains("be nicer; skip a (step b uses what it captures)", refused.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_EndsARequestThatHangs()
    {
        using var cancelled = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var run = new PipelineRun(async (_, stop) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return LoopbackAnswer.Nothing;
        });
        const string Input = """{"steps": [{"id": "a", "method": "GET", "url": "http://HOST/"}]}""";
        await run.PlanAsync(Input);
        var running = run.StepAsync(Input, "a", cancellationToken: cancelled.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(5)));
    }
}
