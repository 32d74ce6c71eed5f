// Microsoft.DurableTask.Abstractions 1.25.0, and the one exception of Microsoft.Azure.DurableTask.Core that clients let through.
using Microsoft.Extensions.Logging;

namespace DurableTask.Core.Exceptions
{
    public class OrchestrationAlreadyExistsException : InvalidOperationException;
}

namespace Microsoft.DurableTask
{
    public readonly struct TaskName
    {
        public static implicit operator TaskName(string value) => default;
    }

    public abstract class TaskOrchestrationContext
    {
        public abstract string InstanceId { get; }

        public abstract DateTime CurrentUtcDateTime { get; }

        public abstract bool IsReplaying { get; }

        public virtual string Version => throw null!;

        public abstract T? GetInput<T>();

        public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

        public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
            TaskName orchestratorName, object? input = null, TaskOptions? options = null);

        public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

        public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

        public abstract void SetCustomStatus(object? customStatus);

        public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

        public virtual void ContinueAsNew(ContinueAsNewOptions options) => throw null!;

        public abstract Guid NewGuid();

        public virtual ILogger CreateReplaySafeLogger(string categoryName) => throw null!;
    }

    public record TaskOptions
    {
        public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
        {
        }

        public static TaskOptions FromRetryPolicy(RetryPolicy policy) => throw null!;

        public TaskVersion? Version { get; init; }
    }

    public record SubOrchestrationOptions : TaskOptions
    {
        public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
            : base(options)
        {
        }

        public new TaskVersion? Version { get; init; }
    }

    public readonly struct TaskVersion(string? version)
    {
        public string Version => throw null!;
    }

    public class ContinueAsNewOptions
    {
        public object? NewInput { get; set; }

        public bool PreserveUnprocessedEvents { get; set; }

        public string? NewVersion { get; set; }
    }

    public class TaskRetryOptions;

    public class RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        public int MaxNumberOfAttempts { get; } = maxNumberOfAttempts;

        public TimeSpan FirstRetryInterval { get; } = firstRetryInterval;

        public double BackoffCoefficient { get; } = backoffCoefficient;

        public TimeSpan? MaxRetryInterval { get; } = maxRetryInterval;

        public TimeSpan? RetryTimeout { get; } = retryTimeout;

        public Func<TaskFailureDetails, bool> HandleFailure
        {
            init => throw null!;
        }
    }

    public record TaskFailureDetails(string ErrorType, string ErrorMessage)
    {
        public bool IsCausedBy<T>()
            where T : Exception => throw null!;
    }

    public sealed class TaskFailedException : Exception
    {
        public TaskFailureDetails FailureDetails => throw null!;
    }

    public record StartOrchestrationOptions
    {
        public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
        {
        }

        public TaskVersion? Version { get; init; }
    }

    public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
        where T : notnull
    {
        public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default);

        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw null!;
    }

    public sealed class Page<T>
        where T : notnull
    {
        public IReadOnlyList<T> Values => throw null!;

        public string? ContinuationToken => throw null!;
    }
}
