using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Access;

/// <summary>Who opens a stream: as everywhere, or by a ticket in the address where the client cannot send headers.</summary>
public sealed class StreamCallers(ICallerSource callers, StreamTickets tickets)
{
    /// <summary>The query parameter that holds a ticket.</summary>
    public const string Parameter = "access_token";

    /// <summary>The caller, or why there is none; like <see cref="ICallerSource.IdentifyAsync"/>.</summary>
    public async ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, refusal) = await callers.IdentifyAsync(request, cancellationToken);
        if (refusal is not { Status: StatusCodes.Status401Unauthorized } || request.Query[Parameter] is not { Count: 1 } ticket)
        {
            return (caller, refusal);
        }

        var found = await tickets.ReadAsync(ticket.ToString());
        return found.Caller is { } known ? (known, null) : (null, Refusals.TokenRefused($"{Parameter}: {found.Problem}"));
    }
}
