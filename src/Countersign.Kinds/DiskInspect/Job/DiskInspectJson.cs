using System.Text.Json.Serialization;
using Countersign.Kinds.DiskInspect.Partitions;
using Countersign.Kinds.DiskInspect.Report;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>How facts and results are written: snake_case, nulls included.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiskInspectFacts))]
[JsonSerializable(typeof(ContainerResult))]
[JsonSerializable(typeof(PartitionTable))]
[JsonSerializable(typeof(IReadOnlyList<VolumeReport>))]
[JsonSerializable(typeof(Mismatch))]
internal sealed partial class DiskInspectJson : JsonSerializerContext;
