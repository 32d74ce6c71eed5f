using Countersign.Durable;
using Microsoft.DurableTask;

namespace Countersign.Functions.Engine;

/// <summary>Failures in the seam's words.</summary>
internal static class CallFailures
{
    /// <summary>What an orchestration sees of a call that failed for good.</summary>
    public static ActivityFailedException Of(string name, TaskFailedException exception) => new(name, From(exception.FailureDetails));

    public static FailureDetails From(TaskFailureDetails details) => new(details.ErrorType, details.ErrorMessage, IsRetryable(details));

    /// <summary>Whether a retry policy may repeat the call. The type's name is all that a history keeps of an exception.</summary>
    public static bool IsRetryable(TaskFailureDetails details) => !details.IsCausedBy<NonRetryableException>();
}
