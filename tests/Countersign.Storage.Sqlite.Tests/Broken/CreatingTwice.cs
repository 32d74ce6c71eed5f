using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Looks whether the job exists, then tells every caller who saw none that it created the job.</summary>
public sealed class CreatingTwice : BrokenStorage
{
    public override IJobStore Jobs => new Store(this);

    private sealed class Store(CreatingTwice storage) : BrokenJobStore(() => storage.Sound.Jobs)
    {
        public override async Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
        {
            await Sound.TryCreateAsync(change, cancellationToken);
            return null;
        }
    }
}
