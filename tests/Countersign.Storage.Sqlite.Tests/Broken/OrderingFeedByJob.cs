using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Gives events places by job and number: an event of an earlier job becomes readable behind a reader's back.</summary>
public sealed class OrderingFeedByJob : BrokenStorage
{
    public override IEventFeed Feed => new ByJob(Sound.Feed);

    private sealed class ByJob(IEventFeed sound) : IEventFeed
    {
        public string Start => "";

        public async Task<string> FindEndAsync(CancellationToken cancellationToken) => (await AllAsync(cancellationToken)).LastOrDefault()?.Cursor ?? Start;

        public async Task<FeedPage> ReadAsync(string after, int limit, CancellationToken cancellationToken)
        {
            var page = (await AllAsync(cancellationToken)).Where(entry => string.CompareOrdinal(entry.Cursor, after) > 0).Take(limit).ToArray();
            return new FeedPage(page, page.LastOrDefault()?.Cursor ?? after);
        }

        public Task WaitAsync(string after, TimeSpan timeout, CancellationToken cancellationToken) =>
            Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);

        private async Task<IEnumerable<FeedEntry>> AllAsync(CancellationToken cancellationToken) =>
            (await sound.ReadAsync(sound.Start, 10_000, cancellationToken)).Entries
            .Select(entry => entry with { Cursor = $"{entry.Event.JobId}!{entry.Event.Seq:D9}" })
            .OrderBy(entry => entry.Cursor, StringComparer.Ordinal);
    }
}
