using Countersign.Cli.Run;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>Which files a server inside the command may read by their path.</summary>
public sealed class WorkingFolderTests : IDisposable
{
    private readonly string _outside = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly string _inside = Directory.CreateDirectory($"working-folder-{Path.GetRandomFileName()}").FullName;

    private string Name => Path.GetFileName(_inside);

    public void Dispose()
    {
        Directory.Delete(_outside, recursive: true);
        Directory.Delete(_inside, recursive: true);
    }

    [Fact]
    public void PathOf_AFileBelow_IsRelative()
    {
        File.WriteAllText(Path.Combine(_inside, "..disk.img"), "");

        Assert.Equal($"{Name}/..disk.img", WorkingFolder.PathOf(Path.Combine(_inside, "..disk.img")));
        Assert.Equal($"{Name}/..disk.img", WorkingFolder.PathOf($"./{Name}/../{Name}/..disk.img"));
    }

    [Fact]
    public void PathOf_AFileElsewhere_IsNone()
    {
        Assert.Null(WorkingFolder.PathOf(Path.Combine(_outside, "disk.img")));
        Assert.Null(WorkingFolder.PathOf("../disk.img"));
    }

    [Fact]
    public void PathOf_ALinkThatLeadsElsewhere_IsNone()
    {
        File.WriteAllText(Path.Combine(_outside, "disk.img"), "");
        File.CreateSymbolicLink(Path.Combine(_inside, "link.img"), Path.Combine(_outside, "disk.img"));
        Directory.CreateSymbolicLink(Path.Combine(_inside, "folder"), _outside);

        Assert.Null(WorkingFolder.PathOf(Path.Combine(_inside, "link.img")));
        Assert.Null(WorkingFolder.PathOf(Path.Combine(_inside, "folder", "disk.img")));
    }

    [Fact]
    public void PathOf_ALinkFromElsewhere_IsWhereItLeads()
    {
        File.WriteAllText(Path.Combine(_inside, "disk.img"), "");
        File.CreateSymbolicLink(Path.Combine(_outside, "link.img"), Path.Combine(_inside, "disk.img"));

        Assert.Equal($"{Name}/disk.img", WorkingFolder.PathOf(Path.Combine(_outside, "link.img")));
    }
}
