using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Submits clean-ups and health checks by the clock. When each is due is stored, so that restarts neither skip nor repeat one.</summary>
internal sealed class DueUpkeep(
    IDefinitionStore definitions,
    IJobStore jobs,
    UpkeepSubmission submission,
    UpkeepHistory history,
    UpkeepOptions options,
    RetentionOptions retention,
    TimeProvider clock) : IDueUpkeep
{
    private const string LastJobId = "last_job_id";

    /// <summary>Timers do not take more than 49 days, and clocks are set now and then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public async Task<DateTimeOffset> RunDueAsync(CancellationToken cancellationToken)
    {
        // The check first: it is soon done, and there is one slot for both on a small machine.
        var check = await RunDueAsync(UpkeepKinds.Health, options.HealthCheckEvery, _ => HealthKind.Input, cancellationToken);
        var cleanup = await RunDueAsync(
            UpkeepKinds.Cleanup, options.CleanupEvery, now => CleanupKind.InputOf(retention, now), cancellationToken);
        return check < cleanup ? check : cleanup;
    }

    public async Task RunAsync(Action<Exception, TimeSpan> failed, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                var until = await RunDueAsync(cancellationToken) - clock.GetUtcNow();
                wait = until < LongestWait ? until : LongestWait;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever kept it from running is tried again; ending here would stop all upkeep for good.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failed(exception, RetryAfter);
                wait = RetryAfter;
            }

            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<DateTimeOffset> RunDueAsync(
        string kind, TimeSpan every, Func<DateTimeOffset, JsonElement> inputAt, CancellationToken cancellationToken)
    {
        var now = WholeMilliseconds.Of(clock.GetUtcNow());
        var place = await FindAsync(kind, now + every, cancellationToken);
        var dueAt = place.DueAt!.Value;
        if (dueAt > now)
        {
            // Further away than one turn only where the configuration has changed since.
            return dueAt <= now + every ? dueAt : await MoveAsync(place, dueAt, now + every, LastOf(place), cancellationToken);
        }

        await history.PruneAsync(kind, cancellationToken);
        var last = LastOf(place);
        if (last is null || await jobs.GetAsync(last, cancellationToken) is not { } before || before.Job.Status.IsFinal())
        {
            var jobId = $"{kind}-{dueAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
            last = await submission.SubmitAsync(kind, inputAt(now), jobId, cancellationToken) ? jobId : last;
        }

        return await MoveAsync(place, dueAt, now + every, last, cancellationToken);
    }

    private async Task<DefinitionRecord> FindAsync(string kind, DateTimeOffset firstAt, CancellationToken cancellationToken)
    {
        if (await definitions.GetAsync(DefinitionSorts.Upkeep, kind, cancellationToken) is { } place)
        {
            return place;
        }

        var made = DefinitionRecord.New(DefinitionSorts.Upkeep, kind, AuditDraft.System, kind, WholeMilliseconds.Of(clock.GetUtcNow()))
            with { DueAt = firstAt, Content = ContentOf(null) };
        return await definitions.TryCreateAsync(made, cancellationToken) ?? made;
    }

    /// <summary>Moves on, unless another host was faster.</summary>
    private async Task<DateTimeOffset> MoveAsync(
        DefinitionRecord place, DateTimeOffset from, DateTimeOffset to, string? lastJobId, CancellationToken cancellationToken)
    {
        var moved = await definitions.UpdateAsync(
            place.Sort,
            place.Id,
            found => found.DueAt == from ? found with { DueAt = to, UpdatedAt = WholeMilliseconds.Of(clock.GetUtcNow()), Content = ContentOf(lastJobId) } : found,
            cancellationToken);
        return moved?.DueAt ?? to;
    }

    private static string? LastOf(DefinitionRecord place) =>
        place.Content.TryGetProperty(LastJobId, out var last) ? last.GetString() : null;

    private static JsonElement ContentOf(string? lastJobId) =>
        JsonSerializer.SerializeToElement(lastJobId is null ? new JsonObject() : new JsonObject { [LastJobId] = lastJobId });
}
