using System.Globalization;
using System.Net;

namespace Countersign.Kinds.Outbound;

/// <summary>The addresses that begin with the same bits.</summary>
/// <remarks>Compares bits and nothing else: an IPv6 address that carries an IPv4 address is no other sort of address here.</remarks>
internal sealed class AddressBlock
{
    private readonly byte[] _prefix;
    private readonly int _bits;

    /// <param name="text">As in <c>10.0.0.0/8</c>.</param>
    public AddressBlock(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        _prefix = IPAddress.Parse(text[..slash]).GetAddressBytes();
        _bits = int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture);
    }

    public bool Contains(ReadOnlySpan<byte> address)
    {
        if (address.Length != _prefix.Length)
        {
            return false;
        }

        var whole = _bits / 8;
        var rest = 8 - (_bits % 8);
        return address[..whole].SequenceEqual(_prefix.AsSpan(0, whole))
            && (rest == 8 || address[whole] >> rest == _prefix[whole] >> rest);
    }
}
