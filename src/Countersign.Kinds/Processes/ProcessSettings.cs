namespace Countersign.Kinds.Processes;

/// <summary>What the host lets its child processes have.</summary>
public sealed record ProcessSettings
{
    /// <summary>Where programs are looked for, as in <c>PATH</c>.</summary>
    public required string SearchPath { get; init; }

    /// <summary>Variables of the host that its operator passes on, by name and value.</summary>
    public IReadOnlyDictionary<string, string> Passed { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Absolute folders and files of the host that no child may see: data, keys, configuration, other jobs' copies. Where the machine
    /// cannot hide them, <see cref="Isolation.CanHide"/> says so.
    /// </summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>How long a process may take to end by itself once it is asked to.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);
}
