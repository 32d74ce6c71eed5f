using System.Text.Json;

namespace Countersign.Kinds;

/// <summary>What an analysis works with.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Input">As accepted by the kind's own check.</param>
/// <param name="Files">The only way to the bytes that the input names.</param>
/// <param name="Reporter">Where progress and log lines go.</param>
public sealed record AnalysisContext(string JobId, JsonElement Input, IInputFiles Files, IJobReporter Reporter);
