namespace Countersign.Server.Ports;

/// <summary>Bytes that nothing names.</summary>
/// <param name="Part">What they were to be.</param>
/// <param name="Name">What the store calls them.</param>
public sealed record Leftover(LeftoverPart Part, string Name);
