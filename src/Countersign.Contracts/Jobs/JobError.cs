using System.Text.Json;

namespace Countersign.Contracts.Jobs;

/// <summary>Why a job did not complete.</summary>
/// <param name="Code">Stable; one of <see cref="Errors.ErrorCodes"/> or a kind's own.</param>
/// <param name="Message">For people; names the thing, what it is, and what was allowed.</param>
/// <param name="Step">The step that failed; null when none was running.</param>
/// <param name="Details">Facts for programs; null when the message says all.</param>
public sealed record JobError(string Code, string Message, string? Step = null, JsonElement? Details = null);
