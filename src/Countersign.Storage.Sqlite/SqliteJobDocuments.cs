using System.Text.Json;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite;

/// <summary>Analyses, steps and results in SQLite.</summary>
internal sealed class SqliteJobDocuments(GuardedDatabase database) : IJobDocuments
{
    public Task<Analysis?> GetAnalysisAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = Find(jobId, DocumentNames.Analysis);
        return Task.FromResult(bytes is null ? null : StoredJson.Read(bytes, StoredJson.Analysis));
    }

    public Task<IReadOnlyDictionary<string, StepState>> GetStepsAsync(
        string jobId, int planVersion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => StepTable.Read(session, jobId, planVersion)));
    }

    public Task<JsonElement?> GetResultAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = Find(jobId, DocumentNames.Result);
        return Task.FromResult(bytes is null ? (JsonElement?)null : StoredJson.ReadDocument(bytes));
    }

    private byte[]? Find(string jobId, string name) => database.Read(session => DocumentTable.Find(session, jobId, name));
}
