namespace Countersign.Kinds;

/// <summary>Tells the job's followers what is going on. Calls are cheap and never fail the work; many are stored in one go.</summary>
public interface IJobReporter
{
    /// <summary>How much of the current analysis or step is done.</summary>
    /// <param name="fraction">0 to 1.</param>
    void Progress(double fraction);

    /// <summary>Counts what the work has used, beyond what was counted before; <c>cost.actual</c> of the job shows the sum.</summary>
    /// <param name="tokens">Of a language model.</param>
    /// <param name="cost">In the currency of the configured prices; null where there are none.</param>
    void Use(long tokens, double? cost)
    {
    }

    /// <summary>Writes a line to the job's log.</summary>
    void Log(string message, JobLogLevel level = JobLogLevel.Info);
}
