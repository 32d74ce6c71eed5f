namespace Countersign.Server.Live;

/// <summary>What a hub's token holds.</summary>
internal sealed record HubTicket(string User, IReadOnlyList<string> Roles, DateTimeOffset ExpiresAt);
