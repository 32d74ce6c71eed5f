namespace Countersign.Server.Watch;

/// <summary>Takes the job documents of the watched folder and answers them there, for a host that has a disk of its own.</summary>
public interface IFileTransport : IDisposable
{
    /// <summary>Makes the folders of the transport and keeps other servers out of them. Nothing happens when no folder is watched.</summary>
    /// <exception cref="WatchedFolderException">The folder cannot be used, or another server watches it.</exception>
    void Open();

    /// <summary>Takes and answers documents until it is cancelled; what an earlier run left unanswered comes first.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
