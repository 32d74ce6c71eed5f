using System.Text.Json;

namespace Countersign.Contracts.Errors;

/// <summary>Work that could not be done, for a reason that the user is told. Anything else that is thrown is a bug.</summary>
/// <param name="code">Stable.</param>
/// <param name="message">For people; names the thing, what it is, and what was allowed.</param>
/// <param name="retryable">Whether the machine failed rather than the work, so that another attempt may succeed.</param>
/// <param name="details">Facts for programs.</param>
/// <param name="inner">What was caught; never shown.</param>
public sealed class WorkFailedException(
    string code, string message, bool retryable = false, JsonElement? details = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string Code { get; } = code;

    public bool Retryable { get; } = retryable;

    public JsonElement? Details { get; } = details;
}
