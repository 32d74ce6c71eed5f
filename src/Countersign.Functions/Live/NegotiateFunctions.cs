using Countersign.Functions.Http;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Live;

/// <summary>Connecting to the hub.</summary>
public sealed class NegotiateFunctions(FunctionInvoker api)
{
    [Function("Negotiate")]
    public Task<IResult> NegotiateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/negotiate")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(EventEndpoints.Negotiate, request, durable);
}
