using Countersign.Kinds;

namespace Countersign.Embedded;

/// <summary>What whoever starts the host decides; everything else is configuration.</summary>
public sealed record EmbeddedHostSettings
{
    /// <summary>Where to listen; port 0 takes a free one. Default <c>http://127.0.0.1:7171</c>.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:7171"];

    /// <summary>The folder that holds everything; a copy of it is a backup. Made when absent. Default <c>./.countersign</c>.</summary>
    public string DataFolder { get; init; } = ".countersign";

    /// <summary>A JSON file with configuration; null for none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Folders that jobs may read where the configuration names none. Default: the working folder.</summary>
    public IReadOnlyList<string> InputRoots { get; init; } = [];

    /// <summary>Whether the host writes what it does to standard error; warnings and errors are written in any case.</summary>
    public bool Verbose { get; init; }

    /// <summary>Kinds beyond those that ship with the product.</summary>
    public IReadOnlyList<IJobKind> ExtraKinds { get; init; } = [];

    /// <summary>Where every part takes the time from; tests move it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Configuration that goes before every file and variable, such as <c>Approval:Timeout</c>.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();
}
