using System.Collections.Concurrent;
using Countersign.Kinds.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.Processes;

/// <summary>Programs look for the server's own files and find none, while they work in a folder that lies among these.</summary>
public sealed class HiddenFoldersTests : IDisposable
{
    private static readonly string SearchPath = Environment.GetEnvironmentVariable("PATH")!;
    private static readonly Lazy<Isolation> Machine = new(() => Isolation.Detect(SearchPath));
    private readonly string _data = Directory.CreateTempSubdirectory("countersign-hidden-").FullName;
    private readonly string _config = Path.GetTempFileName();
    private readonly ConcurrentQueue<ProcessLine> _lines = [];
    private readonly string _tree;

    public HiddenFoldersTests()
    {
        Directory.CreateDirectory(Path.Combine(_data, "keys"));
        File.WriteAllText(Path.Combine(_data, "keys", "proof.pem"), "the key itself");
        File.WriteAllText(_config, "{\"Secrets\":{\"A\":\"the configuration itself\"}}");
        _tree = Directory.CreateDirectory(Path.Combine(_data, "work", "job", "tree")).FullName;
        Directory.CreateDirectory(Path.Combine(_data, "work", "other"));
        Directory.CreateDirectory(Path.Combine(_tree, "sub"));
        File.WriteAllText(Path.Combine(_tree, "beside"), "a file of the job");
    }

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        File.Delete(_config);
    }

    [Theory]
    [InlineData("cat {data}/keys/proof.pem")]
    [InlineData("cat ../../../../keys/proof.pem")]
    [InlineData("cat {config}")]
    [InlineData("for p in /proc/[0-9]*; do cat $p/root{data}/keys/proof.pem $p/cwd/../../../../keys/proof.pem; done")]
    [InlineData("umount {data}; umount -l {data}; cat {data}/keys/proof.pem")]
    [InlineData("unshare --user --map-root-user --mount sh -c 'umount {data}; umount -l {data}; cat {data}/keys/proof.pem'")]
    [InlineData("unshare --user --map-root-user --mount sh -c 'umount {config}; cat {config}'")]
    [InlineData("mkdir m && mount --bind / m; cat m{data}/keys/proof.pem")]
    [InlineData("ls {data}/work/other")]
    public async Task ServersFile_CannotBeRead(string script)
    {
        Assert.SkipUnless(Machine.Value.CanHide, "folders cannot be hidden on this machine");

        _ = await RunAsync(script.Replace("{data}", _data, StringComparison.Ordinal).Replace("{config}", _config, StringComparison.Ordinal) + "; ls " + _data);

        Assert.DoesNotContain(_lines, line => line.Text.Contains("itself", StringComparison.Ordinal));
        Assert.Equal(["work"], _lines.Where(line => !line.IsError).Select(line => line.Text));
    }

    [Fact]
    public async Task Workspace_BelowAHiddenFolder_IsThereWithEverythingInIt()
    {
        Assert.SkipUnless(Machine.Value.CanHide, "folders cannot be hidden on this machine");

        var outcome = await RunAsync("pwd && cat ../beside && echo made > made && echo kept > \"$HOME/kept\"");

        Assert.True(outcome.Succeeded, string.Join('\n', _lines));
        Assert.Equal([Path.Combine(_tree, "sub"), "a file of the job"], _lines.Select(line => line.Text));
        Assert.Equal("made\n", await File.ReadAllTextAsync(Path.Combine(_tree, "sub", "made")));
        Assert.Equal("kept\n", await File.ReadAllTextAsync(Path.Combine(_data, "work", "job", "home", "kept")));
    }

    [Fact]
    public async Task Hiding_SwitchedOff_LetsTheSameScriptReadTheKey()
    {
        _ = await RunAsync($"cat {_data}/keys/proof.pem", hidden: []);

        Assert.Contains("the key itself", _lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Program_CannotGainPrivileges()
    {
        Assert.SkipUnless(Machine.Value.HasNoNewPrivileges, "setpriv is missing on this machine");

        _ = await RunAsync("grep -E '^(NoNewPrivs|CapEff|CapBnd)' /proc/self/status | tr -d '\\t'");

        Assert.Contains("NoNewPrivs:1", _lines.Select(line => line.Text));
        Assert.Contains("CapEff:0000000000000000", _lines.Select(line => line.Text));
    }

    [Fact]
    public void Description_SaysWhetherFoldersAreHidden() => Assert.Contains(
        Machine.Value.CanHide ? "the server's own folders are hidden" : "cannot be hidden", Machine.Value.Describe(Request("true")), StringComparison.Ordinal);

    [Theory]
    [InlineData("LD_PRELOAD")]
    [InlineData("PATH")]
    [InlineData("BASH_ENV")]
    [InlineData("COUNTERSIGN_RUN")]
    [InlineData("A=B")]
    [InlineData("BASH_FUNC_mount%%")]
    public async Task Variable_ThatWouldChangeHowProgramsAreHeld_IsRefused(string name)
    {
        var request = Request("true") with { Environment = new Dictionary<string, string> { [name] = "x" } };

        await Assert.ThrowsAsync<ArgumentException>(() => Runner([_data]).RunAsync(request, _lines.Enqueue, CancellationToken.None));
    }

    private Task<ProcessOutcome> RunAsync(string script, string[]? hidden = null) =>
        Runner(hidden ?? [_data, _config]).RunAsync(Request(script), _lines.Enqueue, CancellationToken.None);

    private static ProcessRunner Runner(string[] hidden) => new(new ProcessSettings { SearchPath = SearchPath, Hidden = hidden }, Machine, TimeProvider.System);

    private ProcessRequest Request(string script) => new()
    {
        Command = ["bash", "-c", script],
        WorkingDirectory = Path.Combine(_tree, "sub"),
        Workspace = _tree,
        Home = Path.Combine(_data, "work", "job", "home"),
        Limits = new ProcessLimits { Time = TimeSpan.FromSeconds(30) },
    };
}
