using System.Security.Cryptography;
using System.Text.Json;
using Countersign.Server.Access;
using Microsoft.AspNetCore.DataProtection;

namespace Countersign.Server.Live;

/// <summary>
/// Tokens that open the hub of this process and nothing else. Their key lives as long as the process: a client that outlives it
/// negotiates again, as it does whenever it reconnects.
/// </summary>
public sealed class HubTickets(TimeProvider clock)
{
    /// <summary>How long a token opens the hub.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("countersign.hub");

    /// <summary>A token that stands for the caller.</summary>
    public string Issue(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return _protector.Protect(JsonSerializer.Serialize(
            new HubTicket(caller.User, caller.Roles, clock.GetUtcNow() + Lifetime), HubTicketJson.Default.HubTicket));
    }

    /// <summary>Whom a token stands for; null when it is expired or not one of this process.</summary>
    public Caller? Read(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        try
        {
            var ticket = JsonSerializer.Deserialize(_protector.Unprotect(token), HubTicketJson.Default.HubTicket);
            return ticket is not null && ticket.ExpiresAt > clock.GetUtcNow() ? new Caller(ticket.User, ticket.Roles) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }
}
