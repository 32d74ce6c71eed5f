namespace Countersign.Contracts.Kinds;

/// <summary>What a server can do.</summary>
public sealed record Capabilities(string Version, Limits Limits, IReadOnlyList<KindDescriptor> Kinds);
