namespace Countersign.Server.Schedules;

/// <summary>The schedules that are due, for hosts to run by the clock.</summary>
public interface IDueSchedules
{
    /// <summary>
    /// Submits what is due. Safe to repeat and to run on many hosts at once: a run is one job, whoever submits it.
    /// </summary>
    /// <returns>When the next one is due; null when none is.</returns>
    Task<DateTimeOffset?> RunDueAsync(CancellationToken cancellationToken);

    /// <summary>Runs what is due at its time, for as long as the process lives; changes made in it are seen at once.</summary>
    /// <param name="failed">Told of a failure, with how long until it is tried again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task RunAsync(Action<Exception, TimeSpan> failed, CancellationToken cancellationToken);
}
