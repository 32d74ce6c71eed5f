using System.Net;

namespace Countersign.Kinds.Outbound;

/// <summary>Tells addresses of the public internet from all others.</summary>
/// <remarks>
/// After the special-purpose registries of IANA (RFC 6890 and what updates it). Forms of IPv6 that carry an IPv4 address are judged by
/// what they carry, because a network may well deliver them there.
/// </remarks>
public static class PublicAddresses
{
    private static readonly (AddressBlock Block, string What)[] Reserved =
    [
        (new("0.0.0.0/8"), "an unspecified address"),
        (new("10.0.0.0/8"), "a private address"),
        (new("100.64.0.0/10"), "an address shared by a carrier's customers"),
        (new("127.0.0.0/8"), "a loopback address"),
        (new("168.63.129.16/32"), "an address of the hosting platform"), // What Azure's virtual machines ask about themselves.
        (new("169.254.0.0/16"), "a link-local address"),
        (new("172.16.0.0/12"), "a private address"),
        (new("192.0.0.0/24"), "a reserved address"),
        (new("192.0.2.0/24"), "a documentation address"),
        (new("192.88.99.0/24"), "a reserved address"),
        (new("192.168.0.0/16"), "a private address"),
        (new("198.18.0.0/15"), "a benchmarking address"),
        (new("198.51.100.0/24"), "a documentation address"),
        (new("203.0.113.0/24"), "a documentation address"),
        (new("224.0.0.0/4"), "a multicast address"),
        (new("240.0.0.0/4"), "a reserved address"),
        (new("::1/128"), "a loopback address"),
        (new("::/128"), "an unspecified address"),
        (new("64:ff9b:1::/48"), "a translated private address"),
        (new("2001::/23"), "a reserved address"),
        (new("2001:db8::/32"), "a documentation address"),
        (new("3fff::/20"), "a documentation address"),
        (new("fc00::/7"), "a private address"),
        (new("fe80::/10"), "a link-local address"),
        (new("fec0::/10"), "a private address"),
        (new("ff00::/8"), "a multicast address"),
    ];

    // Each is followed, at the byte given, by the IPv4 address that it stands for.
    private static readonly (AddressBlock Block, int At)[] Carriers =
    [
        (new("::ffff:0:0/96"), 12), // IPv4-mapped, RFC 4291 2.5.5.2
        (new("::/96"), 12), // IPv4-compatible, RFC 4291 2.5.5.1
        (new("::ffff:0:0:0/96"), 12), // IPv4-translated, RFC 2765
        (new("64:ff9b::/96"), 12), // NAT64, RFC 6052
        (new("2002::/16"), 2), // 6to4, RFC 3056
    ];

    private static readonly AddressBlock GlobalUnicast = new("2000::/3");

    /// <summary>What keeps an address from being a public one, as an end of "is ..."; null for a public address.</summary>
    public static string? WhyNot(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return WhyNot(address.GetAddressBytes());
    }

    private static string? WhyNot(ReadOnlySpan<byte> address)
    {
        foreach (var (block, what) in Reserved)
        {
            if (block.Contains(address))
            {
                return what;
            }
        }

        return address.Length == 4 ? null : WhyNotV6(address);
    }

    private static string? WhyNotV6(ReadOnlySpan<byte> address)
    {
        foreach (var (block, at) in Carriers)
        {
            if (block.Contains(address))
            {
                return WhyNot(address.Slice(at, 4));
            }
        }

        if (!GlobalUnicast.Contains(address))
        {
            return "a reserved address";
        }

        // ISATAP, RFC 5214 6.1: the interface identifier carries an IPv4 address.
        return (address[8] & 0xFC) == 0 && address[9] == 0 && address[10] == 0x5E && address[11] == 0xFE ? WhyNot(address[12..]) : null;
    }
}
