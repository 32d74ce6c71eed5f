namespace Countersign.Kinds.Processes;

/// <summary>A program to run.</summary>
public sealed record ProcessRequest
{
    /// <summary>The program, by name or absolute path, and its arguments; no shell reads them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The absolute folder it starts in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The absolute folder that it works on, with the one it starts in; null when that is all of it.</summary>
    public string? Workspace { get; init; }

    /// <summary>An absolute folder for <c>HOME</c> and temporary files; made when absent.</summary>
    public required string Home { get; init; }

    /// <summary>
    /// Variables beside those that every process gets (<see cref="CleanEnvironment"/>). Names that change how programs are loaded
    /// or found are not allowed; see <see cref="EnvironmentNames"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public ProcessLimits Limits { get; init; } = new();

    /// <summary>Whether it may reach the network. Where the machine cannot take it away, <see cref="Isolation"/> says so.</summary>
    public bool Network { get; init; }
}
