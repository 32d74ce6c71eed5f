namespace Countersign.Cli.Api;

/// <summary>No server answers at the address.</summary>
internal sealed class ServerUnreachableException(Uri address, Exception? inner)
    : Exception($"No server answers at {address.GetLeftPart(UriPartial.Authority)}. Start one with 'countersign up', or leave --server out to run the job in this command.", inner);
