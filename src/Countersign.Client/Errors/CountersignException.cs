using Countersign.Contracts.Errors;

namespace Countersign.Client.Errors;

/// <summary>The server refused a request.</summary>
public sealed class CountersignException : Exception
{
    /// <summary>A refusal with what its problem document says; null when the answer was none.</summary>
    public CountersignException(int status, Problem? problem, TimeSpan? retryAfter = null)
        : base(TextOf(status, problem))
    {
        Status = status;
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The whole document; null when the answer was no problem document, as one of a gateway in between.</summary>
    public Problem? Problem { get; }

    /// <summary>One of <see cref="ErrorCodes"/>; null when the answer was no problem document.</summary>
    public string? Code => Problem?.Code;

    /// <summary>Field to messages; empty when no field was at fault.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => Problem?.Errors ?? new Dictionary<string, string[]>();

    /// <summary>Finds the request in the server's log.</summary>
    public string? TraceId => Problem?.TraceId;

    /// <summary>How long the server asks to wait before another try; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    private static string TextOf(int status, Problem? problem)
    {
        if (problem is null)
        {
            return $"The server answered with status {status}.";
        }

        var fields = (problem.Errors ?? new Dictionary<string, string[]>())
            .SelectMany(entry => entry.Value.Select(message => $" {entry.Key} {message}"));
        return $"{problem.Detail}{string.Concat(fields)} ({problem.Code}, trace {problem.TraceId})";
    }
}
