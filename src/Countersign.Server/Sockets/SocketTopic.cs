namespace Countersign.Server.Sockets;

/// <summary>What the address of a WebSocket names.</summary>
public enum SocketTopic
{
    /// <summary>One job, by its identifier.</summary>
    Job,

    /// <summary>The jobs of a task, by the task's.</summary>
    Task,

    /// <summary>Every job that the caller may see.</summary>
    All,
}
