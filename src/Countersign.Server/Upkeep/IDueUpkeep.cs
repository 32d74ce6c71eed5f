namespace Countersign.Server.Upkeep;

/// <summary>The upkeep that is due, for hosts to run by the clock.</summary>
public interface IDueUpkeep
{
    /// <summary>
    /// Submits what is due. Safe to repeat and to run on many hosts at once: what is due at an instant is one job, whoever submits it.
    /// </summary>
    /// <returns>When the next is due.</returns>
    Task<DateTimeOffset> RunDueAsync(CancellationToken cancellationToken);

    /// <summary>Runs what is due at its time, for as long as the process lives.</summary>
    /// <param name="failed">Told of a failure, with how long until it is tried again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task RunAsync(Action<Exception, TimeSpan> failed, CancellationToken cancellationToken);
}
