using Countersign.Contracts.Errors;

namespace Countersign.Server;

/// <summary>What jobs and webhooks may reach; section <c>Http</c>.</summary>
public sealed class HttpOptions
{
    /// <summary>Entries <c>host</c> or <c>host:port</c>, without case; a host alone means the scheme's own port. None by default.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether the URL's host and port are listed.</summary>
    public bool Allows(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return AllowedHosts.Any(entry =>
            string.Equals(entry, $"{url.Host}:{url.Port}", StringComparison.OrdinalIgnoreCase)
            || (url.IsDefaultPort && string.Equals(entry, url.Host, StringComparison.OrdinalIgnoreCase)));
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
}
