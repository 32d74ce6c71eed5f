using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>An error in an envelope.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Message">For people.</param>
/// <param name="Details">Facts for programs; null when the message says all.</param>
public sealed record EnvelopeError(string Code, string Message, JsonElement? Details = null);
