using System.Buffers;
using System.Text;
using Countersign.Contracts.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Countersign.Server.Events;

/// <summary>Writes server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) and comments that keep the connection.</summary>
internal sealed class SseWriter(HttpResponse response, TimeProvider clock)
{
    /// <summary>How long nothing may be sent before a comment is.</summary>
    public static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(15);

    private long _writtenAt = clock.GetTimestamp();

    /// <summary>How long from now the next comment is due; zero when it is.</summary>
    public TimeSpan Quiet
    {
        get
        {
            var left = KeepAliveEvery - clock.GetElapsedTime(_writtenAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Sends the headers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.StartAsync(cancellationToken);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>Adds an event to what the next flush sends. JSON text holds no line break, so one data line carries it.</summary>
    public void Add(string id, JobEvent entry)
    {
        var writer = response.BodyWriter;
        writer.Write("id: "u8);
        Encoding.UTF8.GetBytes(id, writer);
        writer.Write("\ndata: "u8);
        writer.Write(EventBytes.Of(entry));
        writer.Write("\n\n"u8);
    }

    /// <summary>Sends what was added. Completes when the client has room: one that does not read holds up nobody but itself.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await response.BodyWriter.FlushAsync(cancellationToken);
        _writtenAt = clock.GetTimestamp();
    }

    /// <summary>Sends a comment when nothing has been sent for long. An id beside it moves the place to resume at, and dispatches nothing.</summary>
    public async Task KeepAliveAsync(string? id, CancellationToken cancellationToken)
    {
        if (Quiet > TimeSpan.Zero)
        {
            return;
        }

        response.BodyWriter.Write(": keep-alive\n"u8);
        if (id is not null)
        {
            Encoding.UTF8.GetBytes($"id: {id}\n", response.BodyWriter);
        }

        response.BodyWriter.Write("\n"u8);
        await FlushAsync(cancellationToken);
    }
}
