using Countersign.Kinds.SourceBuild;

namespace Countersign.Server;

/// <summary>How work is bounded and repeated; section <c>Execution</c>.</summary>
public sealed class ExecutionOptions
{
    private const int DefaultRetries = 2;
    private const int DefaultBuildRetries = 3;

    /// <summary>How long one analysis or step may take before its log says so. Default 25 minutes.</summary>
    public TimeSpan SoftLimit { get; set; } = TimeSpan.FromMinutes(25);

    /// <summary>How long one analysis or step may take before it is stopped and fails. Default 30 minutes.</summary>
    public TimeSpan HardLimit { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Kind to the number of repetitions after a failure of the machine. Default 3 for <c>source.build</c>, 2 for others.</summary>
    public IDictionary<string, int> Retries { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Repetitions of a kind's work after its first failure.</summary>
    public int RetriesOf(string kind) =>
        Retries.TryGetValue(kind, out var retries) ? retries : kind == SourceBuildKind.Name ? DefaultBuildRetries : DefaultRetries;
}
