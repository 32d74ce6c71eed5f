using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Kinds.AgentPlan.Model;
using Countersign.Server.Ports;
using Countersign.Server.Secrets;

namespace Countersign.Server.Agent;

/// <summary>A model behind <c>POST {Agent:Endpoint}/chat/completions</c>, the protocol of OpenAI's chat completions.</summary>
/// <param name="options">Where it is and what it may take.</param>
/// <param name="secrets">Holds the key where the options name a secret.</param>
/// <param name="http">Follows no redirect.</param>
/// <param name="clock">Counts <c>Agent:Timeout</c>.</param>
internal sealed class HttpChatModel(AgentOptions options, ISecretStore secrets, HttpClient http, TimeProvider clock) : IChatModel
{
    private readonly Uri _address = new(options.Endpoint.TrimEnd('/') + "/chat/completions");

    public string Name => options.Model;

    /// <summary>A client that goes where the operator said and nowhere else.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<ChatAnswer> AskAsync(JsonArray messages, JsonArray tools, int maxTokens, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken);
        using var late = new CancellationTokenSource(options.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var request = CreateRequest(messages, tools, maxTokens, key);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            var body = await ReadAsync(response, stop.Token);
            // A service might repeat what it was sent.
            body = key.Length == 0 ? body : new SecretMask([key]).Apply(body);
            return response.IsSuccessStatusCode ? ChatAnswerJson.Read(body) : throw Refused(response.StatusCode, body);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WorkFailedException(ErrorCodes.ModelUnavailable, $"The model did not answer within {options.Timeout:c} (Agent:Timeout).", retryable: true);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new WorkFailedException(ErrorCodes.ModelUnavailable, "The model cannot be reached right now (Agent:Endpoint).", retryable: true, inner: exception);
        }
    }

    private async Task<string> KeyAsync(CancellationToken cancellationToken) => options.ApiKeySecret.Length == 0
        ? options.ApiKey
        : await secrets.GetAsync(options.ApiKeySecret, cancellationToken)
            ?? throw new WorkFailedException(ErrorCodes.SecretNotFound, $"There is no secret '{options.ApiKeySecret}' on this server (Agent:ApiKeySecret).");

    private HttpRequestMessage CreateRequest(JsonArray messages, JsonArray tools, int maxTokens, string key)
    {
        var body = new JsonObject
        {
            ["model"] = options.Model,
            ["messages"] = messages.DeepClone(),
            ["tools"] = tools.DeepClone(),
            ["tool_choice"] = "auto",
            [options.MaxTokensField] = maxTokens,
            ["stream"] = false,
        };
        if (options.Temperature is { } temperature)
        {
            body["temperature"] = temperature;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (key.Length > 0 && options.ApiKeyHeader.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        else if (key.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(options.ApiKeyHeader, key);
        }

        return request;
    }

    private async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[options.MaxAnswerBytes + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= options.MaxAnswerBytes
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new WorkFailedException(ErrorCodes.ModelFailed, $"The model's answer has more than {options.MaxAnswerBytes} bytes (Agent:MaxAnswerBytes).");
    }

    private static WorkFailedException Refused(HttpStatusCode status, string body)
    {
        // What a service says of its own troubles is for the operator; of a request, for whoever made it.
        var isBusy = status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;
        var said = ChatAnswerJson.ErrorIn(body) is { } message ? $": {message}" : "";
        return isBusy
            ? new WorkFailedException(ErrorCodes.ModelUnavailable, $"The model's service answered with {(int)status}.", retryable: true)
            : new WorkFailedException(ErrorCodes.ModelFailed, $"The model's service refused the request with {(int)status}{said}");
    }
}
