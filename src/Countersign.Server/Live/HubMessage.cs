namespace Countersign.Server.Live;

/// <summary>A message to one connection.</summary>
/// <param name="Target">What the client listens for.</param>
/// <param name="Payload">A contract; null for none.</param>
public sealed record HubMessage(string Target, object? Payload);
