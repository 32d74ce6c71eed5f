using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Kinds;

/// <summary>What a kind of job is and takes, as <c>GET /api/capabilities</c> lists it.</summary>
public sealed record KindDescriptor
{
    /// <summary>The wire name, such as <c>disk.inspect</c>.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Version { get; init; }

    /// <summary>The gravest risk that a plan of this kind can have.</summary>
    public required Risk Risk { get; init; }

    /// <summary>JSON Schema (2020-12) of the input.</summary>
    public required JsonElement InputSchema { get; init; }

    /// <summary>JSON Schema (2020-12) of the result document.</summary>
    public required JsonElement ResultSchema { get; init; }
}
