namespace Countersign.Kinds;

/// <summary>Tells the job's followers what is going on. Calls are cheap and never fail the work; many are stored in one go.</summary>
public interface IJobReporter
{
    /// <summary>How much of the current analysis or step is done.</summary>
    /// <param name="fraction">0 to 1.</param>
    void Progress(double fraction);

    /// <summary>Writes a line to the job's log.</summary>
    void Log(string message, JobLogLevel level = JobLogLevel.Info);
}
