using Countersign.Contracts.Errors;

namespace Countersign.Cli.Api;

/// <summary>The server refused a request.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(int status, Problem? problem)
        : base(problem?.Detail ?? $"The server answered with status {status}.")
    {
        Status = status;
        Problem = problem;
    }

    public int Status { get; }

    /// <summary>Null when the answer was no problem document.</summary>
    public Problem? Problem { get; }

    public string? Code => Problem?.Code;

    /// <summary>Whether the request itself was at fault, so that sending it again cannot help.</summary>
    public bool IsBadUsage => Status is >= 400 and < 500 and not (408 or 429);

    /// <summary>The problem in lines for people.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            if (Problem is not { } problem)
            {
                return [$"{Message} Is that address a countersign server?"];
            }

            var fields = (problem.Errors ?? new Dictionary<string, string[]>())
                .SelectMany(entry => entry.Value.Select(message => $"  {entry.Key} {message}"));
            return problem.Errors is null
                ? [$"{problem.Title}: {problem.Detail}", $"  ({problem.Code}, trace {problem.TraceId})"]
                : [$"{problem.Title}:", .. fields, $"  ({problem.Code}, trace {problem.TraceId})"];
        }
    }
}
