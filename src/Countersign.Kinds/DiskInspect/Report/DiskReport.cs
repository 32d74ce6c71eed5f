using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.DiskInspect.Partitions;

namespace Countersign.Kinds.DiskInspect.Report;

/// <summary>Everything an inspection finds out about one disk image.</summary>
internal sealed record DiskReport(DiskImageFacts Image, PartitionTable PartitionTable, IReadOnlyList<VolumeReport> Volumes);
