namespace Countersign.Contracts.Plans;

/// <summary>One thing that the plan will do. Covered by the plan hash in exactly this form.</summary>
public sealed record PlanStep
{
    /// <summary>Unique within the plan.</summary>
    public required string Id { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The kind's word for what the step does.</summary>
    public required string Action { get; init; }

    /// <summary>Exactly what will be read, written, called or removed.</summary>
    public required string Preview { get; init; }

    public required Risk Risk { get; init; }

    /// <summary>Ids of steps, earlier in the list, whose results this one needs.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>
    /// Names of the content entries (files, uploads, objects) that the step reads. When one of them has changed since the
    /// analysis, the step does not run. What a step acts on without reading it, such as files that it removes, is no input: the
    /// preview lists it with a precondition for each, and the kind passes over what drifted and reports it.
    /// </summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public Estimate? Estimate { get; init; }
}
