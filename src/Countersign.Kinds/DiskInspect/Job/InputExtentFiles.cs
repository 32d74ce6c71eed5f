using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>The container of a job's input and the files beside it, opened once each and closed together.</summary>
internal sealed class InputExtentFiles : IExtentFiles, IAsyncDisposable
{
    private readonly List<OpenedFile> _opened = [];
    private readonly Dictionary<string, ByteSource> _byName = new(StringComparer.Ordinal);
    private readonly IInputFile _container;

    public InputExtentFiles(IInputFile container)
    {
        _container = container;
        Container = Add(container);
    }

    public ByteSource Container { get; }

    public IReadOnlyList<OpenedFile> Opened => _opened;

    public async Task<ByteSource?> OpenAsync(string fileName, CancellationToken cancellationToken)
    {
        // Several extents may lie in one file.
        if (_byName.TryGetValue(fileName, out var known))
            return known;
        return await _container.OpenSiblingAsync(fileName, cancellationToken) is { } file ? _byName[fileName] = Add(file) : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
            await opened.File.DisposeAsync();
    }

    private LoggedByteSource Add(IInputFile file)
    {
        var reads = new ByteRanges();
        _opened.Add(new OpenedFile(file, reads));
        return new LoggedByteSource(new StreamByteSource(file.Content), reads);
    }
}
