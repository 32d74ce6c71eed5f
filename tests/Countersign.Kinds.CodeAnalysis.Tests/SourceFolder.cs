using Countersign.Contracts.Plans;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.CodeAnalysis.Tests;

/// <summary>A source in a folder of the test's own; stands in for the server's copies.</summary>
internal sealed class SourceFolder : ISourceTrees, IDisposable
{
    private readonly bool _isOwn;

    public SourceFolder(params (string Path, string Content)[] files)
    {
        _isOwn = true;
        Folder = Directory.CreateTempSubdirectory("analysis").FullName;
        foreach (var (path, content) in files)
        {
            Write(path, content);
        }
    }

    /// <summary>A folder that is there already.</summary>
    public SourceFolder(string folder) => Folder = folder;

    public string Folder { get; }

    public void Write(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    public Task<SourceTree> CopyAsync(string jobId, SourceReference source, CancellationToken cancellationToken) => Task.FromResult(Tree());

    public Task<SourceTree> WorkingCopyAsync(StepContext context, SourceReference source, CancellationToken cancellationToken) => Task.FromResult(Tree());

    public void Dispose()
    {
        if (_isOwn)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private SourceTree Tree() => new()
    {
        Folder = Folder,
        Home = Path.Combine(Path.GetTempPath(), "analysis-home"),
        Content = [new ContentEntry("source.zip", "sha256:00", 1)],
        Files = 1,
        Bytes = 1,
        IsNew = true,
    };
}
