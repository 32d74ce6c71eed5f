using System.Text.Json;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure;

/// <summary>Analyses, steps and results in the job's partition.</summary>
internal sealed class AzureJobDocuments(JobTable jobs, ValueStore values) : IJobDocuments
{
    public async Task<Analysis?> GetAnalysisAsync(string jobId, CancellationToken cancellationToken) =>
        await jobs.FindPartAsync(jobId, JobRows.Analysis, cancellationToken) is { } json
            ? StoredJson.Read(json, StoredJson.Analysis)
            : null;

    public Task<IReadOnlyDictionary<string, StepState>> GetStepsAsync(
        string jobId, int planVersion, CancellationToken cancellationToken) => Reread.AsNeededAsync(async () =>
    {
        var steps = new Dictionary<string, StepState>(StringComparer.Ordinal);
        var rows = jobs.ReadRangeAsync(
            jobId, JobRows.StepsOf(planVersion), JobRows.StepsEnd(planVersion), GuardedTable.MaxPageSize, cancellationToken);
        await foreach (var row in rows)
        {
            var step = StoredJson.Read(await values.GetAsync(row, cancellationToken), StoredJson.Step);
            steps.Add(step.StepId, step);
        }

        return (IReadOnlyDictionary<string, StepState>)steps;
    });

    public async Task<JsonElement?> GetResultAsync(string jobId, CancellationToken cancellationToken) =>
        await jobs.FindPartAsync(jobId, JobRows.Result, cancellationToken) is { } json ? StoredJson.ReadDocument(json) : null;
}
