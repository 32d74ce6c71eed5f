using System.Numerics;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The checked metadata items ([MS-VHDX] 2.6.2).</summary>
internal sealed record VhdxMetadata
{
    private const uint MiB = 1024 * 1024;
    private const long MaxVirtualBytes = 64L * 1024 * 1024 * 1024 * 1024;

    private static readonly Guid FileParameters = new("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    private static readonly Guid VirtualDiskSize = new("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    private static readonly Guid VirtualDiskId = new("beca12ab-b2e6-4523-93ef-c309e000c746");
    private static readonly Guid LogicalSectorSize = new("8141bf1d-a96f-4709-ba47-f233a8faab5f");
    private static readonly Guid PhysicalSectorSize = new("cda348c7-445d-4471-9cc9-e9885251c556");
    private static readonly Guid ParentLocator = new("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");

    private static readonly Guid[] Known =
        [FileParameters, VirtualDiskSize, VirtualDiskId, LogicalSectorSize, PhysicalSectorSize, ParentLocator];

    public required uint BlockBytes { get; init; }
    public required bool HasParent { get; init; }
    public required long VirtualBytes { get; init; }
    public required int SectorBytes { get; init; }
    public required int PhysicalSectorBytes { get; init; }
    public required Guid DiskId { get; init; }
    public string? Parent { get; init; }

    public static VhdxMetadata Read(ByteSource source, VhdxRegion region)
    {
        var table = VhdxMetadataTable.Read(source, region, Known);
        var parameters = table.Require(FileParameters, 8, "file parameters");
        var flags = new LittleEndianFields(parameters).U32(4);
        var hasParent = (flags & 2) != 0;
        var metadata = new VhdxMetadata
        {
            BlockBytes = new LittleEndianFields(parameters).U32(0),
            HasParent = hasParent,
            VirtualBytes = unchecked((long)new LittleEndianFields(table.Require(VirtualDiskSize, 8, "virtual disk size")).U64(0)),
            SectorBytes = unchecked((int)new LittleEndianFields(table.Require(LogicalSectorSize, 4, "logical sector size")).U32(0)),
            PhysicalSectorBytes = unchecked(
                (int)new LittleEndianFields(table.Require(PhysicalSectorSize, 4, "physical sector size")).U32(0)),
            DiskId = new LittleEndianFields(table.Require(VirtualDiskId, 16, "virtual disk id")).Guid(0),
            Parent = hasParent && table.Find(ParentLocator) is { } locator ? VhdxParentLocator.Describe(locator) : null,
        };
        metadata.Check();
        return metadata;
    }

    private void Check()
    {
        if (BlockBytes < MiB || BlockBytes > 256 * MiB || !BitOperations.IsPow2(BlockBytes))
            throw DiskImageException.Corrupt("VHDX block size", BlockBytes, "a power of two from 1 MiB to 256 MiB");
        if (SectorBytes is not (512 or 4096))
            throw DiskImageException.Corrupt("VHDX logical sector size", SectorBytes, "512 or 4096");
        if (VirtualBytes is <= 0 or > MaxVirtualBytes || VirtualBytes % SectorBytes != 0)
            throw DiskImageException.Corrupt(
                "VHDX virtual disk size", VirtualBytes, $"a multiple of {SectorBytes} up to {MaxVirtualBytes}");
    }
}
