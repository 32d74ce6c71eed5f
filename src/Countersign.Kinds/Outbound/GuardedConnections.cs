using System.Net;
using System.Net.Sockets;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Outbound;

/// <summary>Opens connections, only to addresses that may be reached.</summary>
/// <remarks>
/// The address is checked here and connected to here: a name that is looked up once for the check and once for the connection could
/// have changed in between.
/// </remarks>
internal sealed class GuardedConnections(HostList hosts, IHostAddresses addresses)
{
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var url = context.InitialRequestMessage.RequestUri!;
        hosts.RequireAllowed(url);
        var found = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await addresses.FindAsync(target.Host, cancellationToken);
        var allowed = found.Where(address => PublicAddresses.WhyNot(address) is null || hosts.AllowsAddress(url, address)).ToArray();
        if (allowed.Length == 0)
        {
            throw found.Count == 0 ? new SocketException((int)SocketError.HostNotFound) : Refused(url, found[0]);
        }

        return await ConnectAsync(allowed, target.Port, cancellationToken);
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException failure)
            {
                last = failure;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }

    // The address itself is not told: what the operator's network calls its machines is no business of whoever submits jobs.
    private static WorkFailedException Refused(Uri url, IPAddress address) => new(
        ErrorCodes.TargetNotAllowed,
        $"'{url.Authority}' is {PublicAddresses.WhyNot(address)}, or a name that points to one; such addresses must be listed themselves (Http:AllowedHosts).");
}
