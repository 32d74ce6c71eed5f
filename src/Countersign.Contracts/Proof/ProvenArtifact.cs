namespace Countersign.Contracts.Proof;

/// <summary>A file that a signed step receipt names.</summary>
/// <param name="Step">The step that saved it.</param>
/// <param name="Attempt">Which run of the step.</param>
/// <param name="Name">Single within the run.</param>
/// <param name="Sha256"><c>sha256:</c> and lower-case hex.</param>
/// <param name="Size">In bytes.</param>
public sealed record ProvenArtifact(string Step, long Attempt, string Name, string Sha256, long Size);
