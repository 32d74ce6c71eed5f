using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Live;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Countersign.Embedded.Live;

/// <summary>What clients of the hub call.</summary>
internal sealed class JobsHub(LiveConnections connections, TimeProvider clock) : Hub
{
    public override Task OnConnectedAsync()
    {
        var caller = CallerClaims.Read(Context.UserIdentifier, Context.User?.FindFirst(CallerClaims.Roles)?.Value)
            ?? throw new InvalidOperationException("A connection came past the door without a caller.");
        var connection = Context.Features.GetRequiredFeature<HubConnectionContext>();
        Context.Items[typeof(LiveConnection)] = connections.Open(caller, new HubSink(connection, clock), Transports.SignalR);
        return Task.CompletedTask;
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.TryGetValue(typeof(LiveConnection), out var opened))
        {
            await ((LiveConnection)opened!).DisposeAsync();
        }
    }

    [HubMethodName(HubMethods.SubscribeJob)]
    public Task SubscribeJobAsync(JsonElement? argument) => CallAsync(HubMethods.SubscribeJob, argument);

    [HubMethodName(HubMethods.UnsubscribeJob)]
    public Task UnsubscribeJobAsync(JsonElement? argument) => CallAsync(HubMethods.UnsubscribeJob, argument);

    [HubMethodName(HubMethods.SubscribeTask)]
    public Task SubscribeTaskAsync(JsonElement? argument) => CallAsync(HubMethods.SubscribeTask, argument);

    [HubMethodName(HubMethods.SubscribeAll)]
    public Task SubscribeAllAsync(JsonElement? argument) => CallAsync(HubMethods.SubscribeAll, argument);

    [HubMethodName(HubMethods.GetJobLogs)]
    public Task GetJobLogsAsync(JsonElement? argument) => CallAsync(HubMethods.GetJobLogs, argument);

    [HubMethodName(HubMethods.Ping)]
    public Task PingAsync(JsonElement? argument) => CallAsync(HubMethods.Ping, argument);

    private async Task CallAsync(string method, JsonElement? argument)
    {
        try
        {
            await ((LiveConnection)Context.Items[typeof(LiveConnection)]!).CallAsync(method, argument, Context.ConnectionAborted);
        }
        catch (HubCallException refused)
        {
            // The one exception whose text SignalR passes on.
            throw new HubException(refused.Message, refused);
        }
    }
}
