using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>
/// How activities are repeated when they could not be run: the store did not answer, the host went down. A failure of the
/// work itself is a value that activities return, and follows the kind's own rules.
/// </summary>
internal static class ActivityRetries
{
    public static RetryPolicy ForAll { get; } = new()
    {
        MaxAttempts = 5,
        FirstInterval = TimeSpan.FromSeconds(1),
        BackoffCoefficient = 2,
    };

    /// <summary>Longer: a job that cannot even be failed stays unfinished for its owner.</summary>
    public static RetryPolicy ForFail { get; } = new()
    {
        MaxAttempts = 20,
        FirstInterval = TimeSpan.FromSeconds(1),
        BackoffCoefficient = 2,
        MaxInterval = TimeSpan.FromMinutes(5),
    };
}
