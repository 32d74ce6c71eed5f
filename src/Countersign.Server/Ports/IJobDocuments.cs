using System.Text.Json;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Ports;

/// <summary>The larger parts of a job; written by <see cref="JobChange"/> only.</summary>
public interface IJobDocuments
{
    /// <summary>Reads the analysis; null before there is one.</summary>
    Task<Analysis?> GetAnalysisAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Reads the states of the steps of a plan version that have one, by step id.</summary>
    Task<IReadOnlyDictionary<string, StepState>> GetStepsAsync(string jobId, int planVersion, CancellationToken cancellationToken);

    /// <summary>Reads the result document; null before there is one.</summary>
    Task<JsonElement?> GetResultAsync(string jobId, CancellationToken cancellationToken);
}
