using System.Globalization;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Events;

/// <summary>The feed in SQLite: a cursor is the number of a row.</summary>
internal sealed class SqliteEventFeed(GuardedDatabase database, EventSignals signals) : IEventFeed
{
    public string Start => "0";

    public Task<string> FindEndAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(CursorOf(database.Read(FeedTable.Last)));
    }

    public Task<FeedPage> ReadAsync(string after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = PlaceOf(after);
        var (events, next) = database.Read(session => FeedTable.Read(session, place, limit));
        if (next == place)
        {
            // Behind everything there ever was: a cursor of other data, with which events would be passed over in silence.
            return place <= database.Read(FeedTable.Last) ? Task.FromResult(new FeedPage([], after)) : throw new InvalidCursorException();
        }

        return Task.FromResult(new FeedPage([.. events.Select(found => new FeedEntry(CursorOf(found.Place), found.Event))], CursorOf(next)));
    }

    public async Task WaitAsync(string after, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Listen before looking: an event stored after the look raises a signal that is already heard.
        var place = PlaceOf(after);
        using var listener = signals.Listen(EventSignals.AnyJob);
        if (database.Read(FeedTable.Last) <= place)
        {
            await listener.WaitAsync(timeout, cancellationToken);
        }
    }

    private static string CursorOf(long place) => place.ToString(CultureInfo.InvariantCulture);

    private static long PlaceOf(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : throw new InvalidCursorException();
}
