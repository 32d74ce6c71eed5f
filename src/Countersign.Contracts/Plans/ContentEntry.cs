namespace Countersign.Contracts.Plans;

/// <summary>Bytes that a job reads, or that a step saved.</summary>
/// <param name="Name">The path as given, below its root, the upload's name, or the artifact's.</param>
/// <param name="Sha256"><c>sha256:</c> and lower-case hex.</param>
/// <param name="Size">In bytes.</param>
public sealed record ContentEntry(string Name, string Sha256, long Size);
