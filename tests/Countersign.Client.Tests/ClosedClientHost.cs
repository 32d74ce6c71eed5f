using Countersign.Testing;

namespace Countersign.Client.Tests;

/// <summary>A host that asks for keys, allows two creations a minute, and whose clock a test moves.</summary>
public sealed class ClosedClientHost : ClientHost
{
    public const string Key = "the-api-key-of-ann-0123456789";

    public VirtualClock Time { get; } = new();

    protected override TimeProvider Clock => Time;

    protected override IReadOnlyDictionary<string, string?> Configuration { get; } = new Dictionary<string, string?>
    {
        ["Auth:ApiKeys:0:Key"] = Key,
        ["Auth:ApiKeys:0:User"] = "ann",
        ["Auth:ApiKeys:0:Roles:0"] = "user",
        ["Limits:SubmitPerMinute"] = "2",
    };
}
