using System.Net;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.Tests.Outbound;

/// <summary>Every name has the same addresses.</summary>
internal sealed class FixedAddresses(params string[] addresses) : IHostAddresses
{
    public Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IPAddress>>([.. addresses.Select(IPAddress.Parse)]);
}
