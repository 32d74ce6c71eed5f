using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>A job store that passes everything on; subclasses damage one act.</summary>
internal abstract class BrokenJobStore(Func<IJobStore> sound) : IJobStore
{
    protected IJobStore Sound => sound();

    public virtual Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken) =>
        Sound.TryCreateAsync(change, cancellationToken);

    public virtual Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken) =>
        Sound.GetAsync(jobId, cancellationToken);

    public virtual Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken) =>
        Sound.ListAsync(query, cancellationToken);

    public virtual Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken) =>
        Sound.UpdateAsync(jobId, decide, cancellationToken);

    public virtual Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken) =>
        Sound.ListOwedAsync(limit, cancellationToken);

    public virtual Task DeleteAsync(string jobId, CancellationToken cancellationToken) =>
        Sound.DeleteAsync(jobId, cancellationToken);
}
