using System.Text;
using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countersign.Durable.Sqlite;

/// <summary>Tells whether code still does what recorded histories say it did, without an engine or a database.</summary>
public static class HistoryCheck
{
    /// <summary>Replays a history over the code that is registered under its orchestration's name.</summary>
    /// <returns>Where the code departs from the history, both sides named; null when it does not.</returns>
    /// <exception cref="InvalidDataException">The events are not a history, or one of a later release.</exception>
    public static string? FindDivergence(RecordedHistory recorded, DurableRegistry registry, DurableSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(registry);
        var events = new List<HistoryEvent>();
        HistoryReader.Read(Encoding.UTF8.GetBytes(recorded.Events), events);
        var started = events.Find(entry => entry.Kind is HistoryEventKind.ExecutionStarted);
        var name = started?.Name
            ?? throw new InvalidDataException($"The history of '{recorded.InstanceId}' does not say which orchestration it is of.");
        IOrchestrationInvoker? invoker;
        try
        {
            invoker = registry.FindOrchestration(name, started.Version ?? "");
        }
        catch (VersionNotRegisteredException exception)
        {
            return exception.Message;
        }

        var strayed = false;
        var run = new OrchestrationRun(
            new ExecutionIdentity(recorded.InstanceId, name, started.Version ?? "", recorded.Generation),
            invoker,
            serializer,
            NullLoggerFactory.Instance,
            () => strayed = true);
        var divergence = HistoryReplay.Replay(run, events)?.Message;
        return divergence ?? (strayed ? new StrayedException(name).Message : null);
    }
}
