using Countersign.Functions.Engine;
using Countersign.Server.Schedules;
using Countersign.Server.Upkeep;
using Countersign.Server.WakeUps;
using Countersign.Server.Webhooks;
using Countersign.Storage.Azure.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Maintenance;

/// <summary>What runs by the clock, on one worker at a time.</summary>
public sealed class MaintenanceFunctions(
    WakeUpSweep sweep, IDueSchedules schedules, IWebhookDeliveries webhooks, IDueUpkeep dueUpkeep, AzureStorageUpkeep upkeep, BoundDurableClient bound)
{
    /// <summary>Every half minute, as <see cref="WakeUpSweep.Interval"/> asks; after a start within that time.</summary>
    [Function("SendOwedMessages")]
    public Task SendOwedMessagesAsync(
        [TimerTrigger("*/30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken stopping) =>
        bound.RunAsync(durable, () => sweep.RunAsync(stopping));

    /// <summary>At every minute: starts the schedules that are due.</summary>
    [Function("RunSchedules")]
    public Task RunSchedulesAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken stopping) =>
        bound.RunAsync(durable, () => schedules.RunDueAsync(stopping));

    /// <summary>Every ten seconds: sends webhooks the events that came since. A round that takes longer delays the next.</summary>
    [Function("SendToWebhooks")]
    public Task SendToWebhooksAsync([TimerTrigger("*/10 * * * * *")] TimerInfo timer, CancellationToken stopping) =>
        webhooks.RunDueAsync(stopping);

    /// <summary>At every minute: starts the health check and the clean-up when they are due.</summary>
    [Function("RunUpkeep")]
    public Task RunUpkeepAsync(
        [TimerTrigger("30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken stopping) =>
        bound.RunAsync(durable, () => dueUpkeep.RunDueAsync(stopping));

    /// <summary>Every five minutes: counts the jobs for the statistics, and spares the next reader of all events a long look.</summary>
    [Function("CatchUp")]
    public Task CatchUpAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken stopping) =>
        upkeep.CatchUpAsync(stopping);

    /// <summary>Once a day, at a time that is quiet in most places: clears away what crashes left in the storage.</summary>
    [Function("TidyStorage")]
    public Task TidyStorageAsync([TimerTrigger("0 30 3 * * *")] TimerInfo timer, CancellationToken stopping) =>
        upkeep.RunAsync(stopping);
}
