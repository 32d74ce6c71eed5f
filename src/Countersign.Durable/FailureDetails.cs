namespace Countersign.Durable;

/// <summary>What is kept of a failure in history: facts, not an exception object.</summary>
/// <param name="ErrorType">Full name of the exception type.</param>
/// <param name="Message">The exception's message.</param>
/// <param name="Retryable">False when no retry policy should repeat the call.</param>
public sealed record FailureDetails(string ErrorType, string Message, bool Retryable = true);
