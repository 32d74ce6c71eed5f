using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Watch;

/// <summary>Wakes whoever looks through a folder when something changes in it, where the system tells.</summary>
internal sealed class FolderSignal : IDisposable
{
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher? _watcher;

    /// <param name="folder">The folder.</param>
    /// <param name="logger">Told when the system cannot watch it.</param>
    /// <param name="otherwise">How often the folder is looked through in any case.</param>
    public FolderSignal(string folder, ILogger logger, TimeSpan otherwise)
    {
        try
        {
            _watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            _watcher.Created += (_, _) => Raise();
            _watcher.Changed += (_, _) => Raise();
            _watcher.Renamed += (_, _) => Raise();
            _watcher.Error += (_, _) => Raise();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            // Such as a machine whose watches are all in use: looking through the folder is enough, only slower.
            logger.NotListening(exception, otherwise);
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    /// <summary>Wakes the next wait, or the one that is under way.</summary>
    public void Raise() => _changed.Writer.TryWrite(true);

    /// <summary>Waits until something may have changed since the last wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _changed.Reader.ReadAsync(cancellationToken);

    public void Dispose() => _watcher?.Dispose();
}
