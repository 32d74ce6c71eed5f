using Countersign.Server.Ports;

namespace Countersign.Server.Webhooks;

/// <summary>Serves every enabled webhook on its own, so that one whose receiver is slow or down holds up no other.</summary>
internal sealed class WebhookDeliveries(
    IDefinitionStore definitions, WebhookDeliverer deliverer, IEventFeed feed, WebhookSignal signal, TimeProvider clock) : IWebhookDeliveries
{
    /// <summary>How long a look by the clock goes on sending; what is left is for the next one.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(20);

    /// <summary>Timers do not take more than 49 days, and clocks are set now and then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Round;
        var enabled = await FindEnabledAsync(cancellationToken);
        await Task.WhenAll(enabled.Select(id => Task.Run(() => deliverer.RunAsync(id, from: null, until, cancellationToken), cancellationToken)));
    }

    public async Task RunAsync(Action<Exception, TimeSpan> failed, CancellationToken cancellationToken)
    {
        var served = new Dictionary<string, Task>(StringComparer.Ordinal);
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = signal.Changed;
            try
            {
                foreach (var id in await FindEnabledAsync(cancellationToken))
                {
                    if (!served.TryGetValue(id, out var serving) || serving.IsCompleted)
                    {
                        served[id] = Task.Run(() => ServeAsync(id, failed, cancellationToken), CancellationToken.None);
                    }
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever kept it from reading is tried again; ending here would stop all webhooks for good.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failed(exception, RetryAfter);
                await WaitAsync([changed], RetryAfter, cancellationToken);
                continue;
            }

            // One that ended may have been enabled again before it was seen to end.
            await WaitAsync([changed, .. served.Values], LongestWait, cancellationToken);
            foreach (var (id, _) in served.Where(pair => pair.Value.IsCompleted).ToArray())
            {
                served.Remove(id);
            }
        }

        await Task.WhenAll(served.Values);
    }

    /// <summary>Serves one webhook until it is disabled or removed. Throws nothing.</summary>
    private async Task ServeAsync(string stateId, Action<Exception, TimeSpan> failed, CancellationToken cancellationToken)
    {
        string? cursor = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = signal.Changed;
            try
            {
                var pause = await deliverer.RunAsync(stateId, cursor, until: null, cancellationToken);
                if (pause == WebhookPause.Over)
                {
                    return;
                }

                cursor = pause.Cursor;
                await WaitAsync(pause, changed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever kept it from going on is tried again; ending here would stop this webhook for good.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                cursor = null;
                failed(exception, RetryAfter);
                await WaitAsync([changed], RetryAfter, cancellationToken);
            }
        }
    }

    private async Task WaitAsync(WebhookPause pause, Task changed, CancellationToken cancellationToken)
    {
        if (pause.Cursor is not { } cursor)
        {
            var wait = pause.Until - clock.GetUtcNow() ?? TimeSpan.Zero;
            await WaitAsync([changed], wait < LongestWait ? wait : LongestWait, cancellationToken);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var more = feed.WaitAsync(cursor, LongestWait, over.Token);
        await Task.WhenAny(changed, more);
        await over.CancelAsync();
        await EndOfAsync(more);
    }

    /// <summary>Waits for one of the tasks, or until the time is up or everything ends.</summary>
    private async Task WaitAsync(IEnumerable<Task> tasks, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (atMost > TimeSpan.Zero)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var passed = Task.Delay(atMost, clock, over.Token);
            await Task.WhenAny([.. tasks, passed]);
            await over.CancelAsync();
            await EndOfAsync(passed);
        }
    }

    /// <summary>Waits until a task that was told to end has done so; a failure of its own is thrown.</summary>
    private static async Task EndOfAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // As it was told.
        }
    }

    private async Task<IReadOnlyList<string>> FindEnabledAsync(CancellationToken cancellationToken)
    {
        // In the order of their due times: those that have nothing to wait for come before those that wait for another try.
        var states = await definitions.ListDueAsync(DefinitionSorts.WebhookState, CreateWebhookHandler.MostInAll, cancellationToken);
        return [.. states.Select(record => record.Id)];
    }
}
