namespace Countersign.Client.Tests;

/// <summary>A host that may send to one receiver.</summary>
internal sealed class ReceivingHost(Uri receiver) : ClientHost
{
    protected override IReadOnlyDictionary<string, string?> Configuration { get; } =
        new Dictionary<string, string?> { ["Http:AllowedHosts:0"] = receiver.Authority };
}
