using Countersign.Server.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace Countersign.Embedded.Sockets;

/// <summary>The server's way to take over a connection, with an ear on it.</summary>
internal sealed class HeardUpgrade(IHttpUpgradeFeature inner, LastHeard heard) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => new HeardStream(await inner.UpgradeAsync(), heard);
}
