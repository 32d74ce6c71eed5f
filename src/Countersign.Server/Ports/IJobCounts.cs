namespace Countersign.Server.Ports;

/// <summary>How many jobs there are, from counts that are kept: never by reading the jobs.</summary>
public interface IJobCounts
{
    /// <summary>The newest counts.</summary>
    Task<JobCounts> ReadAsync(CancellationToken cancellationToken);
}
