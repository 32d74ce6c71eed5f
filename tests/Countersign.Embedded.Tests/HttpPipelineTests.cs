using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary><c>http.pipeline</c> from submission over plan and approval to result, against a real server.</summary>
public sealed class HttpPipelineTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<LoopbackAnswer>>> _answers = new();
    private LoopbackServer _server = null!;

    public ValueTask InitializeAsync()
    {
        _server = new LoopbackServer((request, stop) =>
            _answers.TryGetValue(request.ToString(), out var answer) ? answer(stop) : Task.FromResult(new LoopbackAnswer(404)));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Pipeline_PassesValuesOn_AndShowsNoSecret()
    {
        await using var host = await StartAsync();
        using var api = new ApiClient(host.Address);
        Answer("POST /login", new LoopbackAnswer(200, """{"token": "captured-hush-4712"}"""));
        Answer("POST /orders", new LoopbackAnswer(201, """{"id": 7, "echo": "captured-hush-4712"}"""));
        var jobId = await HeldAsync(api, $$$"""
            [{"id": "login", "method": "POST", "url": "{{{_server.Url("/login")}}}", "headers": {"X-Key": {"secret_ref": "SHOP_KEY"}},
              "capture": {"token": {"pointer": "/token", "secret": true} }},
             {"id": "order", "method": "POST", "url": "{{{_server.Url("/orders")}}}", "headers": {"Authorization": "Bearer {{token}}"}, "body": {"n": 1},
              "expect": {"status": 201, "json": {"/id": 7} }}]
            """);

        var plan = (await api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        await api.ApproveAsync(jobId);
        await api.WaitForEventAsync(jobId, "completion");

        Assert.Equal(["write", "write"], plan.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("risk").GetString()));
        Assert.Equal("login", plan.GetProperty("steps")[1].GetProperty("depends_on")[0].GetString());
        Assert.Contains("X-Key: {{secret:SHOP_KEY}}", plan.GetProperty("steps")[0].GetProperty("preview").GetString(), StringComparison.Ordinal);
        Assert.Equal(("hush-hush-4711", "Bearer captured-hush-4712"), (_server.Requests[0].Header("X-Key"), _server.Requests[1].Header("Authorization")));
        var answer = (await api.GetAsync($"api/jobs/{jobId}/result")).Body;
        Assert.Equal(plan.GetProperty("hash").GetString(), answer.GetProperty("executed_plan_hash").GetString());
        var result = answer.GetProperty("result");
        Assert.True(result.GetProperty("succeeded").GetBoolean());
        Assert.Contains("\"echo\": \"***\"", result.GetProperty("steps")[1].GetProperty("response").GetProperty("body").GetString(), StringComparison.Ordinal);
        foreach (var path in (string[])["", "/plan", "/analysis", "/steps", "/events", "/logs?limit=100", "/result", "/audit"])
        {
            var body = (await api.GetAsync($"api/jobs/{jobId}{path}")).Body.ToString();
            Assert.DoesNotContain("hush-hush-4711", body, StringComparison.Ordinal);
            Assert.DoesNotContain("captured-hush-4712", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pipeline_WhoseExpectationFails_IsUndoneInReverse_AndCannotBeTakenUpAgain()
    {
        await using var host = await StartAsync();
        using var api = new ApiClient(host.Address);
        AnswerSaga(new LoopbackAnswer(200, """{"state": "declined"}"""));
        var jobId = await HeldAsync(api, Saga());
        await api.ApproveAsync(jobId);
        var failure = await api.WaitForEventAsync(jobId, "failure");

        Assert.Equal(["POST /a", "POST /b", "POST /pay", "DELETE /b", "DELETE /a/7"], Sent());
        var result = (await api.GetAsync($"api/jobs/{jobId}/result")).Body;
        var error = result.GetProperty("error");
        Assert.Equal(("failed", "expectation_failed", "pay"), (result.GetProperty("status").GetString(), error.GetProperty("code").GetString(), error.GetProperty("step").GetString()));
        Assert.Contains("/state is \"declined\"; expected is \"paid\"", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["b done", "a done"],
            error.GetProperty("details").GetProperty("compensations").EnumerateArray().Select(outcome => $"{outcome.GetProperty("step")} {outcome.GetProperty("outcome")}"));

        await api.PostAsync($"api/jobs/{jobId}/retry");
        await api.WaitForEventAsync(jobId, "failure", failure.GetProperty("seq").GetInt64());

        Assert.Equal("steps_undone", (await api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(5, Sent().Length);
    }

    [Fact]
    public async Task Kill_WhileARequestIsUnderWay_SendsItAgainWithTheSameKey()
    {
        var asked = Hang("POST /a");
        string jobId;
        using (var first = await StartProcessAsync())
        {
            using var api = new ApiClient(first.Address);
            jobId = await HeldAsync(api, $$"""[{"id": "a", "method": "POST", "url": "{{_server.Url("/a")}}"}]""");
            await api.ApproveAsync(jobId);
            await asked.WaitAsync(TimeSpan.FromSeconds(30));
            await first.KillAsync();
        }

        Answer("POST /a", new LoopbackAnswer(200));
        using var second = await StartProcessAsync();
        using var again = new ApiClient(second.Address);
        await again.WaitForEventAsync(jobId, "completion");

        Assert.Equal(["POST /a", "POST /a"], Sent());
        Assert.Matches("^\"[0-9a-f]{32}\"$", _server.Requests[0].Header("Idempotency-Key"));
        Assert.Equal(_server.Requests[0].Header("Idempotency-Key"), _server.Requests[1].Header("Idempotency-Key"));
    }

    [Fact]
    public async Task Kill_WhileStepsAreUndone_GoesOnUndoing()
    {
        AnswerSaga(new LoopbackAnswer(500));
        var asked = Hang("DELETE /b");
        string jobId;
        using (var first = await StartProcessAsync())
        {
            using var api = new ApiClient(first.Address);
            jobId = await HeldAsync(api, Saga());
            await api.ApproveAsync(jobId);
            await asked.WaitAsync(TimeSpan.FromSeconds(30));
            await first.KillAsync();
        }

        // It would go well now; but what came before it is being undone.
        AnswerSaga(new LoopbackAnswer(200, """{"state": "paid"}"""));
        using var second = await StartProcessAsync();
        using var again = new ApiClient(second.Address);
        await again.WaitForEventAsync(jobId, "failure");

        Assert.Equal(["POST /a", "POST /b", "POST /pay", "DELETE /b", "DELETE /b", "DELETE /a/7"], Sent());
        Assert.Equal(_server.Requests[3].Header("Idempotency-Key"), _server.Requests[4].Header("Idempotency-Key"));
        Assert.Equal("expectation_failed", (await again.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Cancellation_EndsTheRequestThatIsUnderWay()
    {
        await using var host = await StartAsync();
        using var api = new ApiClient(host.Address);
        var asked = Hang("POST /a");
        var jobId = await HeldAsync(api, $$"""[{"id": "a", "method": "POST", "url": "{{_server.Url("/a")}}"}, {"id": "b", "method": "POST", "url": "{{_server.Url("/b")}}"}]""");
        await api.ApproveAsync(jobId);
        await asked.WaitAsync(TimeSpan.FromSeconds(30));

        await api.PostAsync($"api/jobs/{jobId}/cancel");
        await api.WaitForEventAsync(jobId, "cancelled");
        var last = (await api.ReadEventsAsync(jobId))[^1];

        Assert.Equal("cancelled", last.GetProperty("type").GetString());
        Assert.Equal(["POST /a"], Sent());
    }

    private static JsonObject Body(string steps) => new()
    {
        ["kind"] = "http.pipeline",
        ["input"] = new JsonObject { ["steps"] = JsonNode.Parse(steps) },
    };

    private static async Task<string> HeldAsync(ApiClient api, string steps)
    {
        var jobId = await api.SubmitAsync(Body(steps));
        await api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private string Saga() => $$$"""
        [{"id": "a", "method": "POST", "url": "{{{_server.Url("/a")}}}", "capture": {"id": "/id"}, "compensate": {"method": "DELETE", "url": "{{{_server.Url("/a/")}}}{{id}}"}},
         {"id": "b", "method": "POST", "url": "{{{_server.Url("/b")}}}", "compensate": {"method": "DELETE", "url": "{{{_server.Url("/b")}}}"}},
         {"id": "pay", "method": "POST", "url": "{{{_server.Url("/pay")}}}", "body": {"of": "{{id}}"}, "expect": {"json": {"/state": "paid"} }}]
        """;

    private void AnswerSaga(LoopbackAnswer pay)
    {
        Answer("POST /a", new LoopbackAnswer(201, """{"id": 7}"""));
        Answer("POST /b", new LoopbackAnswer(201));
        Answer("POST /pay", pay);
        Answer("DELETE /b", new LoopbackAnswer(204));
        Answer("DELETE /a/7", new LoopbackAnswer(204));
    }

    private void Answer(string request, LoopbackAnswer answer) => _answers[request] = _ => Task.FromResult(answer);

    /// <summary>Never answers; the task ends when somebody asks.</summary>
    private Task Hang(string request)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[request] = async stop =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return LoopbackAnswer.Nothing;
        };
        return asked.Task;
    }

    private string[] Sent() => [.. _server.Requests.Select(request => request.ToString())];

    private Task<EmbeddedHost> StartAsync() => EmbeddedHost.StartAsync(new EmbeddedHostSettings
    {
        Urls = ["http://127.0.0.1:0"],
        DataFolder = Path.Combine(_folder, "data"),
        InputRoots = [_folder],
        Overrides = new Dictionary<string, string?> { ["Http:AllowedHosts:0"] = _server.Authority, ["Secrets:SHOP_KEY"] = "hush-hush-4711" },
    });

    private Task<HostProcess> StartProcessAsync() => HostProcess.StartAsync(
        Path.Combine(_folder, "data"),
        Path.Combine(_folder, "effects"),
        new Dictionary<string, string> { ["COUNTERSIGN_Http__AllowedHosts__0"] = _server.Authority });
}
