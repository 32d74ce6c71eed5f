using Countersign.Kinds.DiskInspect.FileSystems;

namespace Countersign.Kinds.DiskInspect.Report;

/// <summary>What was found on one partition, or on the whole disk.</summary>
/// <param name="Partition">Number of the partition; null for the disk as a whole.</param>
/// <param name="StartByte">Where it starts on the virtual disk.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="FileSystem">Null when no known signature was found.</param>
/// <param name="Problems">Why it could not be read, if so.</param>
internal sealed record VolumeReport(
    int? Partition, long StartByte, long SizeBytes, FileSystem? FileSystem, IReadOnlyList<DiskProblem> Problems);
