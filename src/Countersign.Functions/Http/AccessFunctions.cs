using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Making oneself known.</summary>
public sealed class AccessFunctions(FunctionInvoker api)
{
    [Function("CreateToken")]
    public Task<IResult> CreateTokenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/auth/token")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(AccessEndpoints.Token, request, durable);

    [Function("CreateStreamTicket")]
    public Task<IResult> CreateStreamTicketAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/auth/ticket")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(AccessEndpoints.Ticket, request, durable);
}
