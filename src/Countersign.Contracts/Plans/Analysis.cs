using System.Text.Json;

namespace Countersign.Contracts.Plans;

/// <summary>What was found out about a job's input before planning, by reading only.</summary>
public sealed record Analysis
{
    /// <summary>One or two sentences for people.</summary>
    public required string Summary { get; init; }

    /// <summary>The kind's own findings.</summary>
    public required JsonElement Facts { get; init; }

    /// <summary>Every file, upload or object that the job reads, in the order of name.</summary>
    public IReadOnlyList<ContentEntry> Content { get; init; } = [];

    /// <summary>The same, with <see cref="Content"/> in the order of name, whatever order its kind found it in.</summary>
    public Analysis InOrder() => this with { Content = [.. Content.OrderBy(entry => entry.Name, StringComparer.Ordinal)] };
}
