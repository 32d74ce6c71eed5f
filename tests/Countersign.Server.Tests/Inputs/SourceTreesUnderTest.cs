using Countersign.Contracts.Errors;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;
using Countersign.Server.Inputs;
using Countersign.Server.Inputs.Folders;
using Countersign.Server.Inputs.Sources;
using Xunit;

namespace Countersign.Server.Tests.Inputs;

/// <summary>Sources below a root of their own, and the copies made of them.</summary>
internal sealed class SourceTreesUnderTest : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-sources-").FullName;

    public SourceTreesUnderTest(int mostFiles, long mostBytes)
    {
        Root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        Work = Path.Combine(_folder, "work");
        var roots = new InputRoots([Root]);
        var processes = new ProcessesOptions { WorkFolder = Work, SearchPath = "/usr/bin:/bin" };
        var runner = new ProcessRunner(
            new ProcessSettings { SearchPath = processes.SearchPath },
            new Lazy<Isolation>(() => Isolation.Detect(processes.SearchPath)),
            TimeProvider.System);
        Trees = new SourceTrees(
            roots,
            new InputFiles(roots, uploads: null!),
            new InputFolders(roots),
            new GitCheckout(runner, new HttpOptions()),
            new WorkFolders(processes, TimeProvider.System),
            new LimitsOptions { MaxSourceFiles = mostFiles, MaxSourceBytes = mostBytes });
    }

    /// <summary>Holds root and copies, and nothing else.</summary>
    public string Folder => _folder;

    public string Root { get; }

    public string Work { get; }

    public SourceTrees Trees { get; }

    public Task<SourceTree> CopyAsync(string path) =>
        Trees.CopyAsync("job", new SourceReference(Path: path), TestContext.Current.CancellationToken);

    public async Task RefusedAsync(string path, string why)
    {
        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => CopyAsync(path));

        Assert.Equal(ErrorCodes.SourceRefused, failure.Code);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
