using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.Tests.Processes;

/// <summary>Copies of files that a test writes down, in the way of the server's: one to look at, and one that stays for all steps.</summary>
internal sealed class FolderTrees : ISourceTrees, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-trees-").FullName;
    private int _copies;

    /// <summary>Name to text.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>Takes the working copy away, as a crash or another machine does.</summary>
    public void Lose() => Directory.Delete(Path.Combine(_folder, "working"), recursive: true);

    public string WorkingFolder => Path.Combine(_folder, "working", "tree");

    public Task<SourceTree> CopyAsync(string jobId, SourceReference source, CancellationToken cancellationToken)
    {
        var place = Path.Combine(_folder, $"look-{++_copies}");
        return Task.FromResult(Create(place, source, isNew: true, () => Directory.Delete(place, recursive: true)));
    }

    public Task<SourceTree> WorkingCopyAsync(StepContext context, SourceReference source, CancellationToken cancellationToken)
    {
        var place = Path.Combine(_folder, "working" + JobParts.Split(context.JobId).Part);
        return Task.FromResult(Create(place, source, isNew: !Directory.Exists(place), discard: null));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SourceTree Create(string place, SourceReference source, bool isNew, Action? discard)
    {
        var tree = Directory.CreateDirectory(Path.Combine(place, "tree")).FullName;
        var files = source.Files is [] ? [] : Files;
        foreach (var (name, text) in isNew ? files : [])
        {
            var path = Path.Combine(tree, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        return new SourceTree(discard)
        {
            Folder = tree,
            Home = Directory.CreateDirectory(Path.Combine(place, "home")).FullName,
            Content = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file =>
                new ContentEntry(file.Key, Digest.Of(System.Text.Encoding.UTF8.GetBytes(file.Value)), file.Value.Length))],
            Files = files.Count,
            Bytes = files.Values.Sum(text => text.Length),
            IsNew = isNew,
        };
    }
}
