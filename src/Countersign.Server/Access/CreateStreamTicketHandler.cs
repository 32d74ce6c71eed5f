using Countersign.Contracts;
using Countersign.Contracts.Access;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

internal sealed class CreateStreamTicketHandler(StreamTickets tickets) : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) => Task.FromResult(Answers.Json(
        new StreamTicket(tickets.Issue(request.Caller), (int)tickets.Lifetime.TotalSeconds), ContractsJson.Default.StreamTicket));
}
