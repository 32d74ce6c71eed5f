using System.Runtime.CompilerServices;
using Countersign.Server.Ports;
using Countersign.Storage.Sqlite.Artifacts;
using Countersign.Storage.Sqlite.Uploads;

namespace Countersign.Storage.Sqlite.Contents;

/// <summary>Files of uploads and artifacts that have no row.</summary>
internal sealed class SqliteLeftovers(GuardedDatabase database, ContentFolder uploads, ContentFolder artifacts) : ILeftovers
{
    public async IAsyncEnumerable<Leftover> FindAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in Enum.GetValues<LeftoverPart>())
        {
            foreach (var contentId in FolderOf(part).ListBefore(before))
            {
                // Reading occupies the thread, and others want it too.
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                if (!IsNamed(part, contentId))
                {
                    yield return new Leftover(part, contentId);
                }
            }
        }
    }

    public Task RemoveAsync(Leftover leftover, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (ContentFolder.IsId(leftover.Name) && !IsNamed(leftover.Part, leftover.Name))
        {
            FolderOf(leftover.Part).TryRemove(leftover.Name);
        }

        return Task.CompletedTask;
    }

    private ContentFolder FolderOf(LeftoverPart part) => part == LeftoverPart.Artifact ? artifacts : uploads;

    private bool IsNamed(LeftoverPart part, string contentId) => database.Read(session => part == LeftoverPart.Artifact
        ? ArtifactTable.Has(session, contentId)
        : UploadTable.Find(session, contentId) is not null);
}
