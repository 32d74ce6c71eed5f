using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>Reads the log lines that a run before a crash has stored.</summary>
internal sealed class StoredLines(IEventLog events)
{
    private const int PageSize = 500;

    /// <summary>
    /// The messages of one attempt at one step, in order, as far as the current attempt at the job wrote them, and for what the
    /// plan is now made from.
    /// </summary>
    public async Task<IReadOnlyList<string>> ReadAsync(
        JobRecord record, string? step, int attempt, CancellationToken cancellationToken)
    {
        var jobId = record.Job.JobId;
        var lines = new List<string>();
        var after = Math.Max(record.RetriedAfterSeq, record.Drift?.AfterSeq ?? 0);
        while (true)
        {
            var page = await events.ReadAsync(jobId, after, PageSize, EventTypes.Log, cancellationToken);
            lines.AddRange(page
                .Where(entry => entry.Data is { } data && IsOf(data, step, attempt))
                .Select(entry => entry.Data!.Value.GetProperty("message").GetString()!));
            if (page.Count < PageSize)
            {
                return lines;
            }

            after = page[^1].Seq;
        }
    }

    private static bool IsOf(JsonElement data, string? step, int attempt) =>
        data.GetProperty("attempt").GetInt32() == attempt
        && (data.TryGetProperty("step", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null) == step;
}
