namespace Countersign.Server.Access.Tokens;

/// <summary>
/// Tickets that open event streams and nothing else, for clients that can only write into an address. Addresses end up in logs and
/// histories, so a ticket is short: the stream has to be opened within a minute, and an open one goes on.
/// </summary>
public sealed class StreamTickets
{
    private readonly SignedCallers _tokens;

    internal StreamTickets(TokenKeys keys, TimeProvider clock) =>
        _tokens = new SignedCallers(keys, "countersign stream ticket", "stream+jwt", TimeSpan.FromSeconds(60), clock);

    /// <summary>How long a ticket is taken.</summary>
    public TimeSpan Lifetime => _tokens.Lifetime;

    /// <summary>A ticket that stands for the caller, with their roles as they are now.</summary>
    public string Issue(Caller caller) => _tokens.Issue(caller);

    internal ValueTask<CheckedToken> ReadAsync(string ticket) => _tokens.ReadAsync(ticket);
}
