using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Storage;
using Countersign.Sqlite;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// Looks after instances whose code does not come back: what clients ask of them is made durable past the turn that never
/// ends, and a termination ends them. The thread is lost until the code returns; what it then decides is void. The same is done
/// for those whose turn is held back because of them.
/// </summary>
internal sealed class StuckCodeWatch(
    TurnRunner turns, SqliteDatabase database, InstanceReader reader, TimeProvider clock, TimeSpan stuckAfter, ILogger logger) : IDisposable
{
    private ITimer? _timer;

    public void Start() => _timer = clock.CreateTimer(_ => Look(), null, stuckAfter, stuckAfter);

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        foreach (var live in turns.Instances.All)
        {
            if (live.CodeRunsSince is > 0 and var since && clock.GetElapsedTime(since) is var span && span >= stuckAfter)
            {
                Logs.CodeStuck(logger, live.Id, (long)span.TotalSeconds);
                _ = RelieveAsync(live);
            }
            else if (live.IsHeldBack)
            {
                _ = RelieveAsync(live);
            }
        }
    }

    private async Task RelieveAsync(LiveInstance live)
    {
        var requests = live.TakeRequests();
        if (requests.Count == 0)
        {
            return;
        }

        try
        {
            await (requests.Find(request => request.Event!.Kind is HistoryEventKind.ExecutionTerminated) is { } termination
                ? TerminateAsync(live, termination.Event!)
                : KeepAsync(live, requests));
            requests.ForEach(request => request.Acknowledge());
        }
#pragma warning disable CA1031 // It belongs to those who wait for the requests.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Logs.RequestsNotWritten(logger, exception, live.Id);
            requests.ForEach(request => request.Refuse(exception));
        }
    }

    private async Task KeepAsync(LiveInstance live, List<InstanceMessage> requests)
    {
        await database.WriteAsync(session =>
            requests.ForEach(request => InstanceWriter.AddToInbox(session, live.Id, null, request.Event!)));
        live.TryPost(InstanceMessage.Wake);
    }

    private async Task TerminateAsync(LiveInstance live, HistoryEvent termination)
    {
        if (reader.Load(live.Id) is { IsFinal: false } stored)
        {
            var commit = Termination.Of(stored, termination, clock.GetUtcNow());
            var woken = await database.WriteAsync(session => TurnWriter.Write(session, commit));
            turns.Instances.Discard(live);
            turns.Completions.Complete(live.Id);
            foreach (var id in woken)
            {
                turns.Instances.Post(id, InstanceMessage.Wake);
            }
        }
    }
}
