using System.Net;
using System.Net.Sockets;

namespace Countersign.Kinds.Outbound;

/// <summary>Finds the addresses behind a name.</summary>
public interface IHostAddresses
{
    /// <summary>The host's addresses, in the order in which they should be tried.</summary>
    /// <param name="host">A name; never an address.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="SocketException">There are none, or nobody could be asked.</exception>
    Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken);
}
