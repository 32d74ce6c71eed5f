using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.Contracts;

namespace Countersign.Server.Ports;

/// <summary>How stores write records: as the contracts do, with the server's own types added.</summary>
public static class StoreJson
{
    /// <summary>Part of every store's format, so changes must stay readable.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(ContractsJson.Default.Options)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

            // What is computed from other members (links, durations) is computed again.
            IgnoreReadOnlyProperties = true,

            // A document as deep as requests may be (64) stands a few levels deeper in a record.
            MaxDepth = 128,
        };
        options.TypeInfoResolverChain.Add(StoreJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}
