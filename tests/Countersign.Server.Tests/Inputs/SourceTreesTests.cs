using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Kinds.Sources;
using Countersign.Server.Inputs;
using Countersign.Server.Inputs.Sources;
using Xunit;

namespace Countersign.Server.Tests.Inputs;

/// <summary>Sources of every form, honest and hostile, on real files.</summary>
public sealed class SourceTreesTests : IDisposable
{
    private readonly SourceTreesUnderTest _sources = new(mostFiles: 500, mostBytes: 1_000_000);
    private readonly string _folder;
    private readonly string _root;
    private readonly string _work;
    private readonly SourceTrees _trees;

    public SourceTreesTests() => (_folder, _root, _work, _trees) = (_sources.Folder, _sources.Root, _sources.Work, _sources.Trees);

    public void Dispose() => _sources.Dispose();

    [Fact]
    public async Task Folder_IsCopiedWithoutLinksAndRepositoryData()
    {
        Write("app/a.txt", "one");
        Write("app/src/b.txt", "two");
        Write("app/.git/config", "secret");
        Write("other/c.txt", "three");
        File.CreateSymbolicLink(Path.Combine(_root, "app", "link"), Path.Combine(_root, "other"));
        File.CreateSymbolicLink(Path.Combine(_root, "app", "file-link"), Path.Combine(_root, "other", "c.txt"));

        using var tree = await _trees.CopyAsync("job", new SourceReference(Path: "app"), default);

        Assert.Equal(["a.txt", "src/b.txt"], FilesOf(tree));
        Assert.Equal(["app/a.txt", "app/src/b.txt"], tree.Content.Select(entry => entry.Name));
        Assert.Equal(Digest.Of("one"u8), tree.Content[0].Sha256);
        Assert.Equal((2, 6L), (tree.Files, tree.Bytes));
        Assert.Equal(2, tree.Notes.Count);
    }

    [Fact]
    public async Task Copy_IsGoneOnceItIsDisposed()
    {
        Write("app/a.txt", "one");

        var tree = await _trees.CopyAsync("job", new SourceReference(Path: "app"), default);
        var folder = tree.Folder;
        tree.Dispose();

        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public async Task Archive_IsUnpackedAndIsOneEntry(string format)
    {
        WriteArchive($"source.{format}", format, ("a.txt", "one"), ("src/run.sh", "two"));

        using var tree = await _trees.CopyAsync("job", new SourceReference(Path: $"source.{format}"), default);

        Assert.Equal(["a.txt", "src/run.sh"], FilesOf(tree));
        var entry = Assert.Single(tree.Content);
        Assert.Equal(($"source.{format}", new FileInfo(Path.Combine(_root, entry.Name)).Length), (entry.Name, entry.Size));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("src/../../outside.txt")]
    [InlineData("/etc/outside.txt")]
    [InlineData("C:/outside.txt")]
    [InlineData("src\\..\\outside.txt")]
    [InlineData("src//a.txt")]
    public async Task Archive_ThatLeadsOut_IsRefusedAndWritesNothing(string name)
    {
        WriteArchive("bad.zip", "zip", ("a.txt", "one"), (name, "gotcha"));
        WriteArchive("bad.tar", "tar", ("a.txt", "one"), (name, "gotcha"));

        await RefusedAsync("bad.zip", "no relative path that stays inside");
        await RefusedAsync("bad.tar", "no relative path that stays inside");
        Assert.Empty(Directory.EnumerateFiles(_folder, "outside.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Archive_WithLinksThatLeadOut_LeavesThemOut()
    {
        using (var file = File.Create(Path.Combine(_root, "links.tar")))
        {
            using var tar = new TarWriter(file, TarEntryFormat.Pax);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "up") { LinkName = "../../.." });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "hard") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "up/file.txt") { DataStream = new MemoryStream("inside"u8.ToArray()) });
        }

        using var tree = await _trees.CopyAsync("job", new SourceReference(Path: "links.tar"), default);

        Assert.Equal(["up/file.txt"], FilesOf(tree));
        Assert.Contains("links", Assert.Single(tree.Notes), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Bomb_IsRefusedAfterAsManyBytesAsAreAllowed()
    {
        WriteArchive("bomb.zip", "zip", ("zeros", new string('0', 50_000_000)));
        WriteArchive("bomb.tar.gz", "tar.gz", ("zeros", new string('0', 50_000_000)));

        await RefusedAsync("bomb.zip", "1,000,000 bytes");
        await RefusedAsync("bomb.tar.gz", "1,000,000 bytes");
        Assert.Empty(Directory.EnumerateFiles(_work, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Archive_WithTooManyFiles_IsRefused()
    {
        WriteArchive("many.zip", "zip", [.. Enumerable.Range(0, 600).Select(i => ($"{i}.txt", "x"))]);

        await RefusedAsync("many.zip", "more than 500 files");
    }

    [Fact]
    public async Task Archive_ThatNamesAFileTwice_IsRefused()
    {
        WriteArchive("twice.zip", "zip", ("a.txt", "approved"), ("a.txt", "another"));
        WriteArchive("both.zip", "zip", ("a", "file"), ("a/b", "folder"));

        await RefusedAsync("twice.zip", "twice");
        await RefusedAsync("both.zip", "as a folder and as a file");
    }

    [Theory]
    [InlineData("zip", 30)]
    [InlineData("tar.gz", 30)]
    [InlineData("tar", 700)]
    public async Task Archive_CutShort_IsRefused(string format, int length)
    {
        WriteArchive("cut", format, ("a.txt", new string('x', 1000)));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_root, "cut"));
        await File.WriteAllBytesAsync(Path.Combine(_root, "cut"), bytes[..length]);

        await RefusedAsync("cut", "broken");
    }

    [Fact]
    public async Task InlineFiles_AreWritten()
    {
        using var tree = await _trees.CopyAsync("job", new SourceReference(Files: [new InlineFile("src/a.py", "print(1)")]), default);

        Assert.Equal("print(1)", await File.ReadAllTextAsync(Path.Combine(tree.Folder, "src", "a.py")));
        Assert.Empty(tree.Content);
    }

    [Fact]
    public async Task Git_OnAHostThatIsNotListed_IsRefused()
    {
        var source = new SourceReference(Git: new GitReference(new Uri("http://127.0.0.1:1/repo.git"), null));

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _trees.CopyAsync("job", source, default));

        Assert.Equal(ErrorCodes.TargetNotAllowed, failure.Code);
    }

    [Fact]
    public async Task WorkingCopy_IsTheSameForEveryStep_AndMadeAnewWhenItIsGone()
    {
        Write("app/a.txt", "one");
        var source = new SourceReference(Path: "app");
        var context = await StepAsync(source);

        var first = await _trees.WorkingCopyAsync(context, source, default);
        await File.WriteAllTextAsync(Path.Combine(first.Folder, "made.txt"), "by a step");
        var second = await _trees.WorkingCopyAsync(context, source, default);

        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        Assert.Equal(["a.txt", "made.txt"], FilesOf(second));
        Directory.Delete(Path.GetDirectoryName(first.Folder)!, recursive: true);
        var third = await _trees.WorkingCopyAsync(context, source, default);
        Assert.True(third.IsNew);
        Assert.Equal(["a.txt"], FilesOf(third));
    }

    [Theory]
    [InlineData("app/a.txt", "changed")]
    [InlineData("app/new.txt", "added")]
    public async Task WorkingCopy_OfASourceThatChanged_IsRefused(string name, string content)
    {
        Write("app/a.txt", "one");
        var source = new SourceReference(Path: "app");
        var context = await StepAsync(source);
        Write(name, content);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _trees.WorkingCopyAsync(context, source, default));

        Assert.Equal(ErrorCodes.InputsChanged, failure.Code);
        Assert.Contains($"'{name}'", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkFailedException>(() => _trees.WorkingCopyAsync(context, source, default));
    }

    [Theory]
    [InlineData("{}", "input.source")]
    [InlineData("""{"source": {}}""", "input.source")]
    [InlineData("""{"source": {"path": "a", "upload_id": "b"}}""", "input.source")]
    [InlineData("""{"source": {"path": "a", "depth": 1}}""", "input.source.depth")]
    [InlineData("""{"source": {"git": {"url": "file:///etc"}}}""", "input.source.git.url")]
    [InlineData("""{"source": {"git": {"url": "https://user:pw@host/r"}}}""", "input.source.git.url")]
    [InlineData("""{"source": {"git": {"url": "https://host/r", "ref": "--upload-pack=x"}}}""", "input.source.git.ref")]
    [InlineData("""{"source": {"files": [{"path": "../a", "content": ""}]}}""", "input.source.files[0].path")]
    [InlineData("""{"source": {"files": [{"path": "a", "content": ""}, {"path": "a", "content": ""}]}}""", "input.source.files[1].path")]
    public void Input_ThatIsWrong_IsNamedByField(string input, string field)
    {
        var errors = new FieldErrors();

        SourceInput.Check(JsonElement.Parse(input), errors);

        Assert.Equal([field], errors.ToDictionary().Keys);
    }

    private async Task<StepContext> StepAsync(SourceReference source)
    {
        using var looked = await _trees.CopyAsync("job", source, default);
        return new StepContext
        {
            JobId = "job",
            Input = default,
            Analysis = new Analysis { Summary = "", Facts = default, Content = looked.Content },
            Plan = new Plan { Version = 1, Hash = "", CreatedAt = default, CreatedBy = "", InputDigest = "", Steps = [] },
            Step = new PlanStep { Id = "1", Title = "", Action = "", Preview = "", Risk = Risk.Read },
            Attempt = 1,
            Results = new Dictionary<string, JsonElement>(),
            Files = new InputFiles(new InputRoots([_root]), uploads: null!),
            Reporter = null!,
            Artifacts = null!,
        };
    }

    private Task RefusedAsync(string archive, string why) => _sources.RefusedAsync(archive, why);

    private void Write(string name, string content)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private void WriteArchive(string name, string format, params (string Name, string Content)[] files)
    {
        using var file = File.Create(Path.Combine(_root, name));
        if (format == "zip")
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Create);
            foreach (var (entryName, content) in files)
            {
                using var entry = zip.CreateEntry(entryName).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }

            return;
        }

        using Stream packed = format == "tar" ? file : new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(packed, TarEntryFormat.Pax);
        foreach (var (entryName, content) in files)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entryName) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }
    }

    private static string[] FilesOf(SourceTree tree) =>
        [.. Directory.EnumerateFiles(tree.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(tree.Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
