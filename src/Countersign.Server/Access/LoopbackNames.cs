using System.Net;

namespace Countersign.Server.Access;

/// <summary>The names and addresses by which a machine calls itself.</summary>
public static class LoopbackNames
{
    /// <summary>Whether the host of a URL or of a Host header, with or without the brackets of IPv6, is this machine.</summary>
    public static bool Contain(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
