using Countersign.Contracts.Statistics;

namespace Countersign.Server.Statistics;

/// <summary>The disk that a host writes to.</summary>
/// <param name="Folder">A folder on it; null where the host does not say, which is the one for temporary files.</param>
public sealed record DataDisk(string? Folder)
{
    /// <summary>Its size and room; null when it cannot be read.</summary>
    public DiskStatistics? Read()
    {
        try
        {
            var drive = new DriveInfo(Folder ?? Path.GetTempPath());
            return new DiskStatistics(drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
