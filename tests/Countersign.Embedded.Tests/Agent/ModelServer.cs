using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Embedded.Tests.Agent;

/// <summary>A server on loopback that speaks OpenAI's chat completions, with the answers that a test writes down.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Func<HttpListenerResponse, Task>> _answers = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    public ModelServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Endpoint = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/v1";
        }

        _listener.Prefixes.Add(Endpoint + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Endpoint { get; }

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

    public ModelServer ThenText(string text, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers.Enqueue(async response =>
        {
            response.StatusCode = (int)status;
            response.ContentType = "application/json";
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        });
        return this;
    }

    /// <summary>Sends the next request elsewhere.</summary>
    public ModelServer ThenRedirect(string location)
    {
        _answers.Enqueue(response =>
        {
            response.Redirect(location);
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>Does not answer the next request until the server is gone.</summary>
    public ModelServer ThenNothing()
    {
        _answers.Enqueue(_ => _held.Task);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _held.TrySetResult();
        _listener.Stop();

        // A request that HttpListener begins to wait for while it is stopped may never be ended; nobody asks any more by now.
        await Task.WhenAny(_serving, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System));
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var exchange = await _listener.GetContextAsync();
                using var body = await JsonDocument.ParseAsync(exchange.Request.InputStream);
                Requests.Enqueue((exchange.Request.Url!.AbsolutePath, exchange.Request.Headers["Authorization"], body.RootElement.Clone()));
                if (_answers.TryDequeue(out var answer))
                {
                    await answer(exchange.Response);
                }
                else
                {
                    exchange.Response.StatusCode = (int)HttpStatusCode.InternalServerError;
                }

                exchange.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The other side has given up, or the test has ended.
            }
        }
    }
}
