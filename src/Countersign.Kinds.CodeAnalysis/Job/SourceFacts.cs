using Countersign.Kinds.CodeAnalysis.Inventory;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>What the analysis finds out before anything is looked for.</summary>
internal sealed record SourceFacts
{
    /// <summary>Files of the source.</summary>
    public required int Files { get; init; }

    /// <summary>Files that are looked at; the others are excluded, dependencies, or made by a build.</summary>
    public required int SelectedFiles { get; init; }

    public required long SelectedBytes { get; init; }

    /// <summary>The largest first.</summary>
    public required IReadOnlyList<LanguageSize> Languages { get; init; }

    /// <summary>SPDX identifier, <c>unknown</c> for a licence that is not recognised, null for none.</summary>
    public string? Licence { get; init; }

    public required IReadOnlyList<Manifest> Manifests { get; init; }

    /// <summary>Paths of files that may be coverage reports.</summary>
    public required IReadOnlyList<string> CoverageReports { get; init; }

    /// <summary>Tools that are on the machine and have something to look at here.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>Tools that would have something to look at, and are not on the machine.</summary>
    public required IReadOnlyList<string> MissingTools { get; init; }

    /// <summary>How child processes are held; empty where none would run.</summary>
    public string Isolation { get; init; } = "";

    public IReadOnlyList<string> Notes { get; init; } = [];
}
