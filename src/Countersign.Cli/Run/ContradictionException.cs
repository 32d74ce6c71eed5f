namespace Countersign.Cli.Run;

/// <summary>What the server says does not fit together.</summary>
internal sealed class ContradictionException(Uri address, string what)
    : Exception($"The server at {address.GetLeftPart(UriPartial.Authority)} contradicts itself. {what} Check --server, and that both are of the same version.");
