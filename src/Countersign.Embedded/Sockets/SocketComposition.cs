using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Live;
using Countersign.Server.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Embedded.Sockets;

/// <summary>The raw WebSockets of this host.</summary>
internal static class SocketComposition
{
    public static void Map(WebApplication app)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var callers = app.Services.GetRequiredService<StreamCallers>();
        var headers = app.Services.GetRequiredService<AnswerHeaders>();
        var sessions = app.Services.GetRequiredService<SocketSessions>();
        foreach (var endpoint in SocketEndpoints.All)
        {
            // A pipeline of its own: other requests do not pass through the WebSocket middleware.
            var pipeline = ((IEndpointRouteBuilder)app).CreateApplicationBuilder();
            pipeline.Use(next => http =>
            {
                Listen(http, clock);
                return next(http);
            });
            // With a timeout, the protocol's own pings are sent, which every client library answers by itself; without, only pongs.
            pipeline.UseWebSockets(new WebSocketOptions { KeepAliveInterval = LiveLimits.PingEvery, KeepAliveTimeout = LiveLimits.Silence });
            pipeline.Run(http =>
            {
                headers.Apply(http);
                return AnswerAsync(http, endpoint, callers, sessions);
            });
            app.MapGet("/" + endpoint.Route, pipeline.Build());
        }
    }

    private static void Listen(HttpContext http, TimeProvider clock)
    {
        var heard = new LastHeard(clock);
        http.Features.Set(heard);
        if (http.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            http.Features.Set<IHttpUpgradeFeature>(new HeardUpgrade(upgrade, heard));
        }
    }

    private static async Task AnswerAsync(HttpContext http, SocketEndpoint endpoint, StreamCallers callers, SocketSessions sessions)
    {
        var (caller, refusal) = await callers.IdentifyAsync(http.Request, http.RequestAborted);
        if (caller is not null && !http.WebSockets.IsWebSocketRequest)
        {
            (caller, refusal) = (null, Refusals.WebSocketOnly(http.Request.Path));
        }

        SocketSession? session = null;
        if (caller is not null)
        {
            (session, refusal) = await sessions.FindAsync(endpoint, http.Request, caller, http.RequestAborted);
        }

        if (session is null)
        {
            await refusal!.ExecuteAsync(http);
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await session.RunAsync(socket, http.Features.GetRequiredFeature<LastHeard>(), http.RequestAborted);
    }
}
