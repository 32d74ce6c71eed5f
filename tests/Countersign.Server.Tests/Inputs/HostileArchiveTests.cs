using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace Countersign.Server.Tests.Inputs;

/// <summary>Archives that are made to take memory, time or disk, or to be read in two ways.</summary>
public sealed class HostileArchiveTests(ITestOutputHelper output) : IDisposable
{
    private const int Many = 100_000;
    private readonly SourceTreesUnderTest _sources = new(mostFiles: 500, mostBytes: 1_000_000);

    public void Dispose() => _sources.Dispose();

    [Theory]
    [InlineData(TarEntryType.ExtendedAttributes)]
    [InlineData(TarEntryType.GlobalExtendedAttributes)]
    [InlineData(TarEntryType.LongPath)]
    [InlineData(TarEntryType.LongLink)]
    public async Task Tar_WithADescriptionOfManyBytes_IsNotTakenIntoMemory(TarEntryType type)
    {
        const int Size = 64 * 1024 * 1024;
        WritePacked("head.tar.gz", tar =>
        {
            tar.Write(TarHead((byte)type, Size));
            tar.Write(Encoding.ASCII.GetBytes($"{Size} comment="));
            tar.Write(new byte[Size - $"{Size} comment=".Length]);
            tar.Write(TarHead((byte)TarEntryType.RegularFile, 0));
        });

        await _sources.RefusedAsync("head.tar.gz", "describes a file with more than 1 MiB");
    }

    [Fact]
    public async Task Tar_WithFoldersWithoutEnd_IsRefused()
    {
        WritePacked("folders.tar.gz", tar =>
        {
            for (var i = 0; i < 13_000; i++)
            {
                tar.Write(TarHead((byte)TarEntryType.Directory, 0));
            }
        });

        await _sources.RefusedAsync("folders.tar.gz", "far more than they need");
    }

    [Fact]
    public async Task Zip_WithTooManyFiles_IsRefusedBeforeItIsUnpacked()
    {
        // Broken behind its first bytes, so that whoever began to unpack would fail otherwise.
        WriteZip("many.zip", Enumerable.Range(0, 501).Select(i => ($"{i}.txt", "x")));
        var path = Path.Combine(_sources.Root, "many.zip");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes.AsSpan(4, 100).Clear();
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        await _sources.RefusedAsync("many.zip", "more than 500 files");
    }

    [Fact]
    public async Task Zip_WithFoldersWithoutEnd_IsRefused()
    {
        WriteZip("folders.zip", Enumerable.Range(0, 4_000).Select(i => ($"{i}/", "")));

        await _sources.RefusedAsync("folders.zip", "lists more than 3,000 folders and files");
    }

    [Fact]
    public async Task Zip_WithFewerFilesAndManyFolders_IsUnpacked()
    {
        WriteZip("tree.zip", Enumerable.Range(0, 1_000).SelectMany(i => i < 500 ? [($"{i}/", ""), ($"{i}/a.txt", "x")] : new[] { ($"{i}/", "") }));

        using var tree = await _sources.CopyAsync("tree.zip");

        Assert.Equal(500, tree.Files);
    }

    [Fact]
    public async Task ArchiveInAnArchive_StaysAFile()
    {
        WriteZip("inner.zip", [("zeros", new string('0', 900_000))]);
        var inner = await File.ReadAllBytesAsync(Path.Combine(_sources.Root, "inner.zip"), TestContext.Current.CancellationToken);
        using (var zip = new ZipArchive(File.Create(Path.Combine(_sources.Root, "outer.zip")), ZipArchiveMode.Create))
        {
            for (var i = 0; i < 10; i++)
            {
                using var entry = zip.CreateEntry($"{i}.zip").Open();
                entry.Write(inner);
            }
        }

        using var tree = await _sources.CopyAsync("outer.zip");

        Assert.Equal((10, 10L * inner.Length), (tree.Files, tree.Bytes));
    }

    [Fact]
    public async Task NamesThatDifferByCase_AreTwoFilesWhereTheMachineHasTwo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names that differ by case are one here");
        WriteZip("case.zip", [("Readme.md", "one"), ("README.md", "two")]);

        using var tree = await _sources.CopyAsync("case.zip");

        Assert.Equal(
            ["two", "one"],
            Directory.EnumerateFiles(tree.Folder).Order(StringComparer.Ordinal).Select(File.ReadAllText));
    }

    [Fact]
    public async Task NameThatTheMachineCannotHave_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names may have another length here");
        WriteZip("long.zip", [(new string('ü', 200), "400 bytes")]);

        await _sources.RefusedAsync("long.zip", "is too long for this machine");
    }

    [Theory]
    [InlineData("many.zip")]
    [InlineData("many.tar.gz")]
    public async Task HundredThousandFiles_AreUnpackedWithinBoundedMemory(string name)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("COUNTERSIGN_LARGE_SOURCES") == "1", "takes a minute; COUNTERSIGN_LARGE_SOURCES=1 runs it");
        using var sources = new SourceTreesUnderTest(Many, 1L << 30);
        WriteMany(Path.Combine(sources.Root, name));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();

        using var tree = await sources.CopyAsync(name);

        var time = watch.Elapsed;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {tree.Files:N0} files in {time.TotalSeconds:F1} s, {kept / 1024:N0} KiB kept"));
        Assert.Equal(Many, tree.Files);
        Assert.InRange(kept, long.MinValue, 64L * 1024 * 1024);
    }

    private static void WriteMany(string path)
    {
        var files = Enumerable.Range(0, Many).Select(i => ($"d{i / 500}/f{i}.py", $"def f{i}(x):\n    return x + {i}\n"));
        if (path.EndsWith("zip", StringComparison.Ordinal))
        {
            WriteZipTo(path, files);
            return;
        }

        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(packed, TarEntryFormat.Ustar);
        foreach (var (name, content) in files)
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }
    }

    private void WriteZip(string name, IEnumerable<(string Name, string Content)> files) => WriteZipTo(Path.Combine(_sources.Root, name), files);

    private static void WriteZipTo(string path, IEnumerable<(string Name, string Content)> files)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }
    }

    private void WritePacked(string name, Action<Stream> write)
    {
        using var packed = new GZipStream(File.Create(Path.Combine(_sources.Root, name)), CompressionLevel.Fastest);
        write(packed);
    }

    // POSIX.1-1988 ustar, as pax(1) has it.
    private static byte[] TarHead(byte type, long size)
    {
        var head = new byte[512];
        Put(0, "a");
        Put(100, "0000644\0");
        Put(124, Convert.ToString(size, 8).PadLeft(11, '0') + "\0");
        Put(136, "00000000000\0");
        Put(148, "        ");
        head[156] = type;
        Put(257, "ustar\u000000");
        Put(148, Convert.ToString(head.Sum(part => part), 8).PadLeft(6, '0') + "\0 ");
        return head;

        void Put(int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(head, at);
    }
}
