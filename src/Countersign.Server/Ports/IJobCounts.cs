namespace Countersign.Server.Ports;

/// <summary>How many jobs there are, from counts that are kept: not by reading the jobs.</summary>
public interface IJobCounts
{
    /// <summary>The newest counts.</summary>
    /// <param name="owner">Only this owner's jobs; null for everybody's.</param>
    /// <param name="cancellationToken">Stops waiting for counts.</param>
    Task<JobCounts> ReadAsync(string? owner, CancellationToken cancellationToken);
}
