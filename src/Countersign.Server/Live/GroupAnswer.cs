using System.Text.Json;

namespace Countersign.Server.Live;

/// <summary>What a hub method answers where a service holds the connections: messages to the caller.</summary>
/// <param name="Messages">In order.</param>
public sealed record GroupAnswer(IReadOnlyList<(string Target, JsonElement? Payload)> Messages);
