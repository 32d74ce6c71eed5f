using System.Net;

namespace Countersign.Server.Access;

/// <summary>The names and addresses by which a machine calls itself.</summary>
internal static class LoopbackNames
{
    public static bool Contain(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
