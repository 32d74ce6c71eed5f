using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Errors;

namespace Countersign.Client.Tests;

/// <summary>Gives the answers that a test queued, the last one again and again, and keeps what was asked.</summary>
internal sealed class ScriptedAnswers(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int _next;

    /// <summary>Verb, path and body of each request.</summary>
    public ConcurrentQueue<(string Request, string Body)> Requests { get; } = new();

    public static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Problem(int status, string code, string? retryAfter = null)
    {
        var problem = new Problem
        {
            Type = $"urn:countersign:problem:{code}", Title = "Refused", Status = status, Detail = "The details.", Code = code, TraceId = "trace-1",
        };
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(JsonSerializer.Serialize(problem, ContractsJson.Default.Problem), Encoding.UTF8, "application/problem+json"),
        };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Enqueue(($"{request.Method} {request.RequestUri!.PathAndQuery}", body));
        return answers[Math.Min(Interlocked.Increment(ref _next), answers.Length) - 1]();
    }
}
