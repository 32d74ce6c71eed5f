using Countersign.Contracts.Errors;
using Countersign.Server.Inputs;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class InputRootsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly string _root;
    private readonly InputRoots _roots;

    public InputRootsTests()
    {
        _root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        File.WriteAllText(Path.Combine(_folder, "secret"), "secret");
        File.WriteAllText(Path.Combine(_root, "open"), "open");
        Directory.CreateDirectory(Path.Combine(_folder, "root-2"));
        File.WriteAllText(Path.Combine(_folder, "root-2", "near"), "near");
        _roots = new InputRoots([_root]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("open")]
    [InlineData("./open")]
    [InlineData("sub/../open")]
    public void Open_BelowTheRoot_Reads(string path)
    {
        using var stream = _roots.Open(path);
        using var reader = new StreamReader(stream);

        Assert.Equal("open", reader.ReadToEnd());
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("../root-2/near")]
    [InlineData("sub/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("open\0.png")]
    [InlineData("..")]
    public void Open_OutsideTheRoot_IsNotAllowed(string path)
    {
        var refused = Assert.Throws<WorkFailedException>(() => _roots.Open(path));

        Assert.Equal(ErrorCodes.InputNotAllowed, refused.Code);
    }

    [Fact]
    public void Open_ThroughALinkThatLeadsOut_IsNotAllowed()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "link"), Path.Combine(_folder, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "folder"), _folder);

        Assert.Equal(ErrorCodes.InputNotAllowed, Assert.Throws<WorkFailedException>(() => _roots.Open("link")).Code);
        Assert.Equal(ErrorCodes.InputNotAllowed, Assert.Throws<WorkFailedException>(() => _roots.Open("folder/secret")).Code);
    }

    [Fact]
    public void Open_ThroughALinkThatStaysInside_Reads()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "link"), Path.Combine(_root, "open"));

        using var stream = _roots.Open("link");

        Assert.Equal(4, stream.Length);
    }

    [Fact]
    public void Open_OfALoopOfLinks_Ends()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "a"), Path.Combine(_root, "b"));
        File.CreateSymbolicLink(Path.Combine(_root, "b"), Path.Combine(_root, "a"));

        Assert.Throws<WorkFailedException>(() => _roots.Open("a"));
    }

    [Fact]
    public void Open_OfAPipe_DoesNotBlock()
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_root, "pipe"));
        made.WaitForExit();

        using var stream = _roots.Open("pipe");

        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Open_OfNothing_IsNotFound()
    {
        var refused = Assert.Throws<WorkFailedException>(() => _roots.Open("nothing"));

        Assert.Equal(ErrorCodes.InputNotFound, refused.Code);
        Assert.DoesNotContain(_folder, refused.Message, StringComparison.Ordinal);
    }
}
