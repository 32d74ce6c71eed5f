using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>Every answer below <c>/api/v1</c>.</summary>
/// <param name="Success">Whether there is data.</param>
/// <param name="Data">What was asked for; null with an error.</param>
/// <param name="Error">Why there is none; null with data.</param>
public sealed record Envelope(bool Success, JsonElement? Data, EnvelopeError? Error);
