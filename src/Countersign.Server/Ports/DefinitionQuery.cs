namespace Countersign.Server.Ports;

/// <summary>Which definitions a list shows; a null part does not filter.</summary>
public sealed record DefinitionQuery
{
    /// <summary>One of <see cref="DefinitionSorts"/>.</summary>
    public required string Sort { get; init; }

    public string? Owner { get; init; }

    /// <summary>The whole of <see cref="DefinitionRecord.Label"/>.</summary>
    public string? Label { get; init; }

    /// <summary>Part of the name or identifier, without case.</summary>
    public string? Text { get; init; }

    public int Skip { get; init; }

    /// <summary>0 only counts.</summary>
    public int Limit { get; init; } = 10;
}
