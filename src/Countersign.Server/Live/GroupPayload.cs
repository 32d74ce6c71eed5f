using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;

namespace Countersign.Server.Live;

/// <summary>Messages as JSON that fits through a service with a limit.</summary>
internal static class GroupPayload
{
    /// <summary>The most bytes of a payload: Azure SignalR Service takes messages of 1 MB, and names and frames need some of it.</summary>
    public const int MaxBytes = 900_000;

    /// <summary>
    /// The message's payload in the contracts' JSON. Where it is too long, <c>omitted_bytes</c> stands in place of what can be
    /// long: an event's data and results, a job's input. The API has them whole.
    /// </summary>
    public static JsonElement Of(object payload)
    {
        var json = Write(payload);
        if (json.Length > MaxBytes)
        {
            json = Write(Shorten(payload, json.Length));
        }

        return JsonElement.Parse(json);
    }

    private static object Shorten(object payload, int bytes)
    {
        var omitted = new JsonObject { ["omitted_bytes"] = bytes }.Deserialize(ContractsJson.Default.JsonElement);
        return payload switch
        {
            JobEvent entry => entry with { Data = omitted, Results = null },
            Job job => job with { Input = omitted },
            _ => payload,
        };
    }

    private static byte[] Write(object payload) => JsonSerializer.SerializeToUtf8Bytes(payload, payload.GetType(), ContractsJson.Default);
}
