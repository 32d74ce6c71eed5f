using System.Text.Json;

namespace Countersign.Server.Live;

/// <summary>What a hub method answers where a service holds the connections: messages to the caller, and a group to leave.</summary>
/// <param name="Messages">In order.</param>
/// <param name="LeaveGroup">The group that the connection leaves; null for none.</param>
public sealed record GroupAnswer(IReadOnlyList<(string Target, JsonElement? Payload)> Messages, string? LeaveGroup = null);
