namespace Countersign.Kinds.ProjectGenerate.Catalogue;

/// <summary>One program that is started for a build check.</summary>
public sealed record TemplateCommand
{
    /// <summary><c>restore</c>, the only one that may reach the network, <c>build</c> or <c>test</c>.</summary>
    public required string Step { get; init; }

    /// <summary>The program and its arguments; no shell reads them.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>Left out unless this value is true.</summary>
    public string? OnlyIf { get; init; }
}
