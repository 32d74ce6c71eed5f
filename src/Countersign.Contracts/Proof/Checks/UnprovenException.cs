namespace Countersign.Contracts.Proof.Checks;

/// <summary>The first thing in a bundle that is wrong; ends its verification.</summary>
internal sealed class UnprovenException(string message) : Exception(message);
