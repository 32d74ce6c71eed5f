using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;

namespace Countersign.Embedded.Tests.Agent;

/// <summary>A server on loopback that speaks OpenAI's chat completions, with the answers that a test writes down.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly ConcurrentQueue<Func<CancellationToken, Task<LoopbackAnswer>>> _answers = new();

    public ModelServer() => _server = new LoopbackServer(AnswerAsync);

    public string Endpoint => $"http://{_server.Authority}/v1";

    /// <summary>Path, authorization and body of every request.</summary>
    public ConcurrentQueue<(string Path, string? Key, JsonElement Body)> Requests { get; } = [];

    /// <summary>What the answers that are written down from now on count.</summary>
    public (int Sent, int Received) Usage { get; set; } = (900, 100);

    /// <summary>Answers the next request with calls of functions.</summary>
    public ModelServer Then(params (string Name, string Arguments)[] calls) => ThenText(new JsonObject
    {
        ["choices"] = new JsonArray(new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray([.. calls.Select((call, index) => (JsonNode)new JsonObject
                {
                    ["id"] = $"call_{index}",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
                })]),
            },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = Usage.Sent, ["completion_tokens"] = Usage.Received, ["total_tokens"] = Usage.Sent + Usage.Received },
    }.ToJsonString());

    public ModelServer ThenText(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        Then(new LoopbackAnswer((int)status, text).With("Content-Type", "application/json"));

    /// <summary>Sends the next request elsewhere.</summary>
    public ModelServer ThenRedirect(string location) => Then(LoopbackAnswer.Redirect(302, location));

    /// <summary>Does not answer the next request until the server is gone.</summary>
    public ModelServer ThenNothing()
    {
        _answers.Enqueue(async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return LoopbackAnswer.Nothing;
        });
        return this;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ModelServer Then(LoopbackAnswer answer)
    {
        _answers.Enqueue(_ => Task.FromResult(answer));
        return this;
    }

    private Task<LoopbackAnswer> AnswerAsync(LoopbackRequest request, CancellationToken stop)
    {
        using var body = JsonDocument.Parse(request.Body);
        Requests.Enqueue((request.Target, request.Header("Authorization"), body.RootElement.Clone()));
        return _answers.TryDequeue(out var answer) ? answer(stop) : Task.FromResult(new LoopbackAnswer(500));
    }
}
