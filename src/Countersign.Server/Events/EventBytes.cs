using System.Runtime.CompilerServices;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;

namespace Countersign.Server.Events;

/// <summary>Events as UTF-8 JSON, written once however many subscribers get them.</summary>
internal static class EventBytes
{
    // As long as somebody holds the event, which its queues and pages do.
    private static readonly ConditionalWeakTable<JobEvent, byte[]> Written = [];

    /// <summary>The event's envelope. The bytes are shared: they must not be changed.</summary>
    public static byte[] Of(JobEvent entry) => Written.GetValue(entry, static made => JsonSerializer.SerializeToUtf8Bytes(made, ContractsJson.Default.JobEvent));
}
