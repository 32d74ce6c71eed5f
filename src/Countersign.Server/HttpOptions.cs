using Countersign.Contracts.Errors;
using Countersign.Kinds.Outbound;

namespace Countersign.Server;

/// <summary>What jobs and webhooks may reach; section <c>Http</c>.</summary>
public sealed class HttpOptions
{
    /// <summary>Entries <c>host</c> or <c>host:port</c>, without case; a host alone means the scheme's own port. None by default.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>The rule that the entries make, as they stand now.</summary>
    public HostList ToHostList() => new(AllowedHosts);

    /// <exception cref="WorkFailedException"><c>target_not_allowed</c>.</exception>
    public void RequireAllowed(Uri url) => ToHostList().RequireAllowed(url);
}
