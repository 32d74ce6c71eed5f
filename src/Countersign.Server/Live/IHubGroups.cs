using System.Text.Json;

namespace Countersign.Server.Live;

/// <summary>A hub of which another service holds the connections, and knows groups of them.</summary>
public interface IHubGroups
{
    /// <summary>Adds a connection to a group; when the task completes, it gets what is sent to the group.</summary>
    Task AddAsync(string connectionId, string group, CancellationToken cancellationToken);

    /// <summary>Takes a connection out of a group; one that is not in it stays out.</summary>
    Task RemoveAsync(string connectionId, string group, CancellationToken cancellationToken);

    /// <summary>Sends a message to every connection in a group.</summary>
    Task SendAsync(string group, string target, JsonElement payload, CancellationToken cancellationToken);
}
