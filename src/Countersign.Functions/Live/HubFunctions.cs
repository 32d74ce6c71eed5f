using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Countersign.Functions.Live;

/// <summary>Connecting to the hub, and the methods that its clients call.</summary>
public sealed class HubFunctions(FunctionInvoker api)
{
    /// <summary>Where the hub is, with a token for it; for callers that the API answers.</summary>
    [Function("Negotiate")]
    public Task<IResult> NegotiateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/negotiate")] HttpRequest request,
        [SignalRConnectionInfoInput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRConnectionInfo connection) =>
        api.InvokeAsync(
            request, _ => Results.Json(new HubConnection(connection.Url, connection.AccessToken), ContractsJson.Default.HubConnection));

    /// <summary>Answers a client that wants to know whether its connection works.</summary>
    [Function("Ping")]
    [SignalROutput(HubName = JobsHub.Name, ConnectionStringSetting = JobsHub.ConnectionSetting)]
    public static SignalRMessageAction Ping(
        [SignalRTrigger(JobsHub.Name, JobsHub.Messages, HubMethods.Ping, ConnectionStringSetting = JobsHub.ConnectionSetting)] SignalRInvocationContext call) =>
        new(HubMethods.Pong, []) { ConnectionId = call.ConnectionId };
}
