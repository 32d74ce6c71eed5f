namespace Countersign.Server.Live;

/// <summary>One client's connection, whatever carries it.</summary>
public interface ILiveSink
{
    /// <summary>The connection's name, unique in this process.</summary>
    string ConnectionId { get; }

    /// <summary>Sends a message; completes when the transport has room for the next, which is what tells a slow client.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, or the client is gone.</exception>
    Task SendAsync(HubMessage message, CancellationToken cancellationToken);

    /// <summary>Ends the connection and tells the client why, if it still listens. Never throws.</summary>
    Task CloseAsync(string reason);
}
