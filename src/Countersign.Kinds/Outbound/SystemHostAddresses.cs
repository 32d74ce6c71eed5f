using System.Net;

namespace Countersign.Kinds.Outbound;

/// <summary>Asks the machine's resolver.</summary>
public sealed class SystemHostAddresses : IHostAddresses
{
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);
}
