using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Countersign.Client.Tests;

/// <summary>
/// Stands before a host and breaks connections: an event stream after every second event, by turns with an end and with a reset, which may
/// lose what was sent; a page of events by a reset in place of the answer, every second time.
/// </summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private const int EventsOfAStream = 2;
    private static readonly string[] Forwarded = ["Accept", "Last-Event-ID", "Idempotency-Key", "Authorization", "X-API-Key"];

    private readonly WebApplication _app;
    private readonly HttpClient _host;
    private int _pages;
    private int _streams;

    private BreakingProxy(WebApplication app, Uri host)
    {
        _app = app;
        _host = new HttpClient { BaseAddress = host, Timeout = ClientHost.Patience };
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>What was broken off: the <c>Last-Event-ID</c> of a stream, the query of a page.</summary>
    public ConcurrentQueue<string> Broken { get; } = new();

    public static async Task<BreakingProxy> StartAsync(Uri host)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var proxy = new BreakingProxy(app, host);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _host.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var request = context.Request;
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), $"{request.Path}{request.QueryString}".TrimStart('/'));
        foreach (var name in Forwarded.Where(request.Headers.ContainsKey))
        {
            message.Headers.TryAddWithoutValidation(name, request.Headers[name].ToString());
        }

        if (request.ContentType is { } type)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            message.Content = new ByteArrayContent(body.ToArray());
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var response = await _host.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (context.Response.ContentType == "text/event-stream")
        {
            await StreamAsync(context, response);
        }
        else if (request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) && Interlocked.Increment(ref _pages) % 2 == 1)
        {
            Broken.Enqueue(request.QueryString.ToString());
            context.Abort();
        }
        else if (response.StatusCode != System.Net.HttpStatusCode.NoContent)
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private async Task StreamAsync(HttpContext context, HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(context.RequestAborted));
        var events = 0;
        while (await reader.ReadLineAsync(context.RequestAborted) is { } line)
        {
            await context.Response.WriteAsync(line + "\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            events += line.StartsWith("data:", StringComparison.Ordinal) ? 1 : 0;
            if (events == EventsOfAStream && line.Length == 0)
            {
                Broken.Enqueue(context.Request.Headers["Last-Event-ID"].ToString());
                if (Interlocked.Increment(ref _streams) % 2 == 0)
                {
                    context.Abort();
                }

                return;
            }
        }
    }
}
