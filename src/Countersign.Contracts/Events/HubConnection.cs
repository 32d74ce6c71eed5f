using System.Text.Json.Serialization;

namespace Countersign.Contracts.Events;

/// <summary>The answer to <c>POST /api/negotiate</c>. SignalR clients expect these names.</summary>
/// <param name="Url">Where the hub is.</param>
/// <param name="AccessToken">Opens that hub and nothing else.</param>
public sealed record HubConnection(string Url, [property: JsonPropertyName("accessToken")] string AccessToken);
