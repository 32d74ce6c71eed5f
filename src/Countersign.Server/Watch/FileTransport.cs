using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Watch;

/// <summary>Looks through the watched folder, takes documents in their order, and sees to it that each is answered.</summary>
internal sealed class FileTransport(WatchOptions options, DocumentDesk desk, TimeProvider clock, ILogger<FileTransport> logger) : IFileTransport
{
    /// <summary>The most documents that are worked on at a time; others wait in the folder.</summary>
    private const int MostAtWork = 1000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>A file that is being written changes often; looking that often is enough.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly SettledDocuments _settled = new(options.WatchSettle, clock);
    private readonly ConcurrentDictionary<string, Task> _atWork = new(StringComparer.Ordinal);
    private readonly Queue<string> _taken = [];
    private WatchedFolder? _folder;

    public void Open() => _folder = options.Watch.Length > 0 ? WatchedFolder.Open(options.Watch) : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_folder is not { } folder)
        {
            return;
        }

        using var signal = new FolderSignal(folder.Root, logger, options.WatchEvery);
        foreach (var name in folder.ListTaken())
        {
            _taken.Enqueue(name);
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            var wait = await LookAsync(folder, signal, cancellationToken);
            using var passed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(signal.WaitAsync(passed.Token), Task.Delay(wait, clock, passed.Token));
            await Task.WhenAny(Task.Delay(Pause, clock, passed.Token));
            await passed.CancelAsync();
        }

        // Each ends with the cancellation; what is not answered yet is taken up by the next run.
        await Task.WhenAll(_atWork.Values);
    }

    public void Dispose() => _folder?.Dispose();

    /// <summary>Looks through the folder once, and says how long until it is worth while again.</summary>
    private async Task<TimeSpan> LookAsync(WatchedFolder folder, FolderSignal signal, CancellationToken cancellationToken)
    {
        try
        {
            folder.Check();
            var settled = _settled.Choose(folder.ListWaiting(), out var unsettledFor);
            var wait = await SubmitTakenAsync(folder, signal, cancellationToken);
            foreach (var document in settled)
            {
                if (wait is not null || _atWork.Count >= MostAtWork)
                {
                    break;
                }

                if (!_atWork.ContainsKey(document.Name) && TryTake(folder, document.Name))
                {
                    _taken.Enqueue(document.Name);
                    wait = await SubmitTakenAsync(folder, signal, cancellationToken);
                }
            }

            return wait ?? (unsettledFor < options.WatchEvery ? unsettledFor.Value : options.WatchEvery);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return options.WatchEvery;
        }
#pragma warning disable CA1031 // Whatever it was, such as a full disk: ending here would leave every document unanswered.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.WatchFailed(exception, RetryAfter);
            return RetryAfter;
        }
    }

    private bool TryTake(WatchedFolder folder, string name)
    {
        try
        {
            return folder.TryTake(name);
        }
        catch (UnauthorizedAccessException exception)
        {
            // One that the system does not let this user move must not keep back those behind it.
            logger.DocumentFailed(exception, name);
            return false;
        }
    }

    /// <summary>Submits what was taken, first come first served; a wait where the server takes no more now.</summary>
    private async Task<TimeSpan?> SubmitTakenAsync(WatchedFolder folder, FolderSignal signal, CancellationToken cancellationToken)
    {
        while (_taken.TryPeek(out var name))
        {
            var (ticket, tryAgainIn) = await desk.SubmitAsync(folder, name, cancellationToken);
            if (tryAgainIn is not null)
            {
                return tryAgainIn;
            }

            _taken.Dequeue();
            if (ticket is not null)
            {
                // It begins once it stands there, so that it cannot have gone before it came.
                var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _atWork[name] = AnswerAsync(begin.Task, folder, name, ticket, signal, cancellationToken);
                begin.SetResult();
            }
        }

        return null;
    }

    private async Task AnswerAsync(
        Task begin, WatchedFolder folder, string name, JobTicket ticket, FolderSignal signal, CancellationToken cancellationToken)
    {
        await begin;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await desk.AnswerAsync(folder, name, ticket, cancellationToken);
                break;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // As above: an answer that cannot be written now is written later.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.AnswerFailed(exception, name, RetryAfter);
                await Task.WhenAny(Task.Delay(RetryAfter, clock, cancellationToken));
            }
        }

        _atWork.TryRemove(name, out _);
        signal.Raise();
    }
}
