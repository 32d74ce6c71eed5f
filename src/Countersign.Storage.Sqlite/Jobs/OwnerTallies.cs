using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>Counts of each owner's jobs, and of all.</summary>
internal sealed class OwnerTallies
{
    private readonly JobGroupCounter _all = new();
    private readonly Dictionary<string, JobGroupCounter> _owners = new(StringComparer.Ordinal);

    public void Add(string owner, string kind, JobStatus status, long? milliseconds, long jobs)
    {
        _all.Add(kind, status, milliseconds, jobs);
        if (!_owners.TryGetValue(owner, out var own))
        {
            _owners[owner] = own = new JobGroupCounter();
        }

        own.Add(kind, status, milliseconds, jobs);
    }

    /// <param name="owner">Null for all.</param>
    public IReadOnlyList<JobGroup> Read(string? owner) =>
        (owner is null ? _all : _owners.GetValueOrDefault(owner))?.Read() ?? [];
}
