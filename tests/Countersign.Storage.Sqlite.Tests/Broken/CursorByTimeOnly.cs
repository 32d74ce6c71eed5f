using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Goes on strictly before the time of the last job, and so leaves out others of the same instant.</summary>
public sealed class CursorByTimeOnly : BrokenStorage
{
    public override IJobStore Jobs => new Store(this);

    private sealed class Store(CursorByTimeOnly storage) : BrokenJobStore(() => storage.Sound.Jobs)
    {
        public override async Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken)
        {
            var before = query.Cursor is null ? query.CreatedBefore : DateTimeOffset.Parse(query.Cursor, null);
            var page = await Sound.ListAsync(query with { CreatedBefore = before, Cursor = null }, cancellationToken);
            return page with { NextCursor = page.NextCursor is null ? null : page.Items[^1].Job.CreatedAt.ToString("O") };
        }
    }
}
