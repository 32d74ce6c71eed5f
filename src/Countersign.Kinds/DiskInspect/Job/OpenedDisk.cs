using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>An image opened from a job's input, with a log of what is read of each of its files.</summary>
internal sealed class OpenedDisk : IAsyncDisposable
{
    private readonly InputExtentFiles _files;

    private OpenedDisk(InputExtentFiles files, DiskImage image)
    {
        _files = files;
        Image = image;
    }

    public DiskImage Image { get; }

    /// <summary>The container file first, then the files that it names.</summary>
    public IReadOnlyList<OpenedFile> Files => _files.Opened;

    /// <exception cref="DiskImageException">The container cannot be read.</exception>
    public static async Task<OpenedDisk> OpenAsync(IInputFiles inputs, InputReference reference, CancellationToken cancellationToken)
    {
        var files = new InputExtentFiles(await inputs.OpenAsync(reference, cancellationToken));
        try
        {
            var image = await DiskImageOpener.OpenAsync(files.Container, files, cancellationToken);
            image.ReadLog = new ByteRanges();
            return new OpenedDisk(files, image);
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was read since opening, the opening included.</summary>
    public StepReads Reads() => new(
        Image.ReadLog?.Merged(OpenedFile.MostRanges) ?? [],
        Files.ToDictionary(file => file.Name, file => file.Reads.Merged(OpenedFile.MostRanges), StringComparer.Ordinal));

    public ValueTask DisposeAsync() => _files.DisposeAsync();
}
