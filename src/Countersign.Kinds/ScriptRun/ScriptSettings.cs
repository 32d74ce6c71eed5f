namespace Countersign.Kinds.ScriptRun;

/// <summary>What the operator lets scripts do.</summary>
public sealed record ScriptSettings
{
    /// <summary>Programs that may be started, by name or absolute path; with none, every job is refused.</summary>
    public IReadOnlyList<string> AllowedPrograms { get; init; } = [];

    /// <summary>Whether scripts may reach the network.</summary>
    public bool Network { get; init; }

    /// <summary>The most memory of a script and all it starts, in bytes.</summary>
    public long MaxMemoryBytes { get; init; } = 4L << 30;

    /// <summary>Whether a program may be started.</summary>
    public bool Allows(string program) => AllowedPrograms.Contains(program, StringComparer.Ordinal);
}
