using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>What an analysis works with.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Input">As accepted by the kind's own check.</param>
/// <param name="Files">The only way to the bytes that the input names.</param>
/// <param name="Reporter">Where progress and log lines go.</param>
public sealed record AnalysisContext(string JobId, JsonElement Input, IInputFiles Files, IJobReporter Reporter)
{
    /// <summary>
    /// What the analysis before found, where the job is analysed again because something that it reads has changed; null the first
    /// time. Only for what a kind decided then and would not decide alike again.
    /// </summary>
    public Analysis? Previous { get; init; }

    /// <summary>What the job may use at most; null where nobody said. A null part has no bound.</summary>
    public Estimate? Budget { get; init; }

    /// <summary>What the job has used of it before, as reported through <see cref="IJobReporter.Use"/>; null for nothing.</summary>
    public Estimate? Used { get; init; }
}
