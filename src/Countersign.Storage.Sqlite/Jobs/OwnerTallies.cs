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

    /// <param name="owner">Null for all.</param>
    /// <param name="kind">Null for every kind.</param>
    /// <param name="statuses">Empty for every status.</param>
    public long Count(string? owner, string? kind, IReadOnlyCollection<JobStatus> statuses) =>
        (owner is null ? _all : _owners.GetValueOrDefault(owner))?.Count(kind, statuses) ?? 0;

    /// <summary>Everybody who has such jobs.</summary>
    public IReadOnlyList<string> OwnersOf(string? kind, IReadOnlyCollection<JobStatus> statuses) =>
        [.. _owners.Where(owner => owner.Value.Count(kind, statuses) > 0).Select(owner => owner.Key)];

    /// <summary>The kinds that there are jobs of in any of the statuses.</summary>
    public IReadOnlyList<string> KindsOf(string? owner, IReadOnlyCollection<JobStatus> statuses) =>
        [.. Read(owner).Where(group => statuses.Contains(group.Status)).Select(group => group.Kind).Distinct()];
}
