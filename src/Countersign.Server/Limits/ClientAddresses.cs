using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Limits;

/// <summary>Where a request comes from.</summary>
/// <param name="BehindFrontEnd">
/// Whether the platform's front end is the only way in. It then adds the client's address to <c>X-Forwarded-For</c>, as the last one;
/// what stands before it a client may have made up. Without one, the header is not read.
/// </param>
public sealed record ClientAddresses(bool BehindFrontEnd)
{
    /// <summary>The client's address, for IPv6 its network of 64 bits, which is what one subscriber has; null when unknown.</summary>
    public string? Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = BehindFrontEnd ? Forwarded(request) : request.HttpContext.Connection.RemoteIpAddress;
        return address switch
        {
            null => null,
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Network(address),
            _ => address.ToString(),
        };
    }

    private static IPAddress? Forwarded(HttpRequest request)
    {
        var last = request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        return IPEndPoint.TryParse(last, out var endpoint) ? endpoint.Address : null;
    }

    private static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
