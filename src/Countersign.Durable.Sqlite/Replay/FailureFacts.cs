namespace Countersign.Durable.Sqlite.Replay;

/// <summary>Reduces an exception to what history keeps of it.</summary>
internal static class FailureFacts
{
    public static FailureDetails Of(Exception exception)
    {
        var retryable = exception switch
        {
            NonRetryableException => false,
            ActivityFailedException failed => failed.Failure.Retryable,
            _ => true,
        };
        return new FailureDetails(exception.GetType().FullName!, exception.Message, retryable);
    }
}
