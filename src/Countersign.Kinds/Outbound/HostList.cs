using System.Globalization;
using System.Net;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Outbound;

/// <summary>The hosts that an operator lets jobs and webhooks reach (<c>Http:AllowedHosts</c>).</summary>
/// <remarks>
/// An entry is <c>host</c>, which means the scheme's own port, or <c>host:port</c>; names are compared without case. There are no
/// patterns: whoever may point a name at an address could otherwise choose what is reached.
/// </remarks>
public sealed class HostList
{
    private readonly HashSet<(string Host, int? Port)> _entries;

    /// <param name="entries">Those that are no entries are left out: <see cref="IsEntry"/> tells them apart.</param>
    public HostList(IEnumerable<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _entries = [.. entries.Where(IsEntry).Select(Parse)];
    }

    /// <summary>Whether a text is <c>host</c> or <c>host:port</c>.</summary>
    public static bool IsEntry(string text) =>
        Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var url)
        && url.PathAndQuery == "/"
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0;

    /// <summary>Whether the URL's host and port are listed. Says nothing of the addresses behind a name.</summary>
    public bool Allows(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return _entries.Contains((Canonical(url), url.Port)) || (url.IsDefaultPort && _entries.Contains((Canonical(url), null)));
    }

    /// <summary>Whether an address may be reached although it is not a public one: only when it is listed itself.</summary>
    /// <remarks>
    /// A listed name is not enough, since whoever answers for the name could let it point into the operator's own network. The
    /// exception is <c>localhost</c>, which always means this machine (RFC 6761, section 6.3).
    /// </remarks>
    /// <param name="url">What is asked for, on a listed host.</param>
    /// <param name="address">One of the host's addresses.</param>
    public bool AllowsAddress(Uri url, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(address);
        var literal = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Allows(new UriBuilder(url.Scheme, literal.ToString(), url.Port).Uri)
            || (IPAddress.IsLoopback(literal) && Canonical(url) == "localhost" && Allows(url));
    }

    /// <exception cref="WorkFailedException"><c>target_not_allowed</c>.</exception>
    public void RequireAllowed(Uri url)
    {
        if (!Allows(url))
        {
            throw new WorkFailedException(
                ErrorCodes.TargetNotAllowed, $"'{url.Authority}' is not among the hosts that may be reached (Http:AllowedHosts).");
        }
    }

    private static (string Host, int? Port) Parse(string entry)
    {
        var url = new Uri($"https://{entry}/");
        var colon = entry.LastIndexOf(':');

        // Colons within brackets belong to an IPv6 address.
        return colon > entry.LastIndexOf(']') && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (Canonical(url), port)
            : (Canonical(url), null);
    }

    private static string Canonical(Uri url) => url.IdnHost.ToLowerInvariant();
}
