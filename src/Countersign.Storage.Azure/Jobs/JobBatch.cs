using Azure;
using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Events;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>The rows of one change as one entity-group transaction: all are stored, or none is.</summary>
/// <remarks>
/// A change makes 12 rows besides its packs of events, so a batch stays below the service's 100 rows and 4 MiB
/// (https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions).
/// </remarks>
internal sealed class JobBatch(ValueStore values, string jobId, string generation)
{
    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<string> _blobs = [];

    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <summary>The blobs that were written for the batch; nothing refers to them unless it is stored.</summary>
    public IReadOnlyList<string> Blobs => _blobs;

    /// <summary>The job's own row: added, or replaced while it is the one that was read.</summary>
    public Task AddJobAsync(TableEntity row, JobRecord record, ETag? expected, CancellationToken cancellationToken)
    {
        var type = expected is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace;
        return AddAsync(type, row, JobRow.Write(record), cancellationToken, expected ?? default);
    }

    public async Task AddPartsAsync(JobChange change, JobRecord record, long firstSeq, CancellationToken cancellationToken)
    {
        foreach (var pack in EventPack.Of(record, change.Events, firstSeq))
        {
            await InsertAsync(JobRows.Events(pack.LastSeq), pack.Json, cancellationToken);
        }

        if (change.Plan is { } plan)
        {
            await InsertAsync(JobRows.Plan(plan.Version), StoredJson.Write(plan, StoredJson.Plan), cancellationToken);
        }

        if (change.Decision is { } decision)
        {
            await InsertAsync(JobRows.Decision(decision.PlanVersion), StoredJson.Write(decision, StoredJson.Decision), cancellationToken);
        }

        if (change.Audit.Count > 0)
        {
            await InsertAsync(JobRows.Audit(change.Audit[^1].Seq), AuditPack.Write(change.Audit), cancellationToken);
        }

        foreach (var step in new[] { change.Step, change.NextStep }.OfType<StepState>())
        {
            await ReplaceAsync(JobRows.Step(step.PlanVersion, step.StepId), StoredJson.Write(step, StoredJson.Step), cancellationToken);
        }

        if (change.Artifacts.Count > 0)
        {
            await InsertAsync(
                JobRows.Artifacts(record.ArtifactCount), StoredJson.Write(change.Artifacts, StoredJson.Artifacts), cancellationToken);
        }

        if (change.Metrics.Count > 0)
        {
            var pack = MetricPack.Of(change);
            await InsertAsync(JobRows.Metrics(pack.First), StoredJson.Write(pack, StoredJson.Metrics), cancellationToken);
        }

        if (change.Analysis is { } analysis)
        {
            await ReplaceAsync(JobRows.Analysis, StoredJson.Write(analysis, StoredJson.Analysis), cancellationToken);
        }

        if (change.Result is { } result)
        {
            await ReplaceAsync(JobRows.Result, StoredJson.WriteDocument(result), cancellationToken);
        }
    }

    /// <summary>Adds a row that must not be there; the batch is refused when it is.</summary>
    public Task InsertAsync(string row, byte[] json, CancellationToken cancellationToken) =>
        AddAsync(TableTransactionActionType.Add, new TableEntity(jobId, row), json, cancellationToken);

    public Task ReplaceAsync(string row, byte[] json, CancellationToken cancellationToken) =>
        AddAsync(TableTransactionActionType.UpsertReplace, new TableEntity(jobId, row), json, cancellationToken);

    private async Task AddAsync(
        TableTransactionActionType type, TableEntity row, byte[] json, CancellationToken cancellationToken, ETag expected = default)
    {
        if (await values.PutAsync(row, generation, json, cancellationToken) is { } blob)
        {
            _blobs.Add(blob);
        }

        _actions.Add(new TableTransactionAction(type, row, expected));
    }
}
