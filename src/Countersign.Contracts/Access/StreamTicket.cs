namespace Countersign.Contracts.Access;

/// <summary>Opens event streams, and nothing else, for clients that cannot send headers.</summary>
/// <param name="AccessToken">For <c>?access_token=</c> on the address of a stream.</param>
/// <param name="ExpiresIn">Seconds within which the stream has to be opened; an open one goes on.</param>
public sealed record StreamTicket(string AccessToken, int ExpiresIn);
