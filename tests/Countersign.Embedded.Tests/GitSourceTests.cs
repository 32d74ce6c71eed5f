using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.Processes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Jobs on commits of a real repository, fetched by the machine's git: what was planned is what runs, wherever the branch is meanwhile.</summary>
public sealed class GitSourceTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private GitServer _git = null!;
    private EmbeddedHost _host = null!;
    private ApiClient _api = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Has("git"), "git is missing on this machine");
        _git = await GitServer.StartAsync(Path.Combine(_folder, "git"));
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            InputRoots = [Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName],
            Overrides = new Dictionary<string, string?>
            {
                ["Http:AllowedHosts:0"] = _git.Authority,
                ["Processes:AllowedPrograms:0"] = "bash",
            },
        });
        _api = new ApiClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_git is not null)
        {
            await _git.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Analysis_LooksAtTheCommitThatWasPlanned_ThoughTheBranchMovedOn()
    {
        var commit = await _git.CommitAsync("app", ("a.py", "x = 1\n"));
        var jobId = await SubmitAsync("code.analysis", new JsonObject { ["source"] = Source("app") });
        await _git.CommitAsync("app", ("b.py", "y = 2\n"));

        var plan = (await _api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        var result = await CompleteAsync(jobId);

        Assert.Equal($"{_git.Url("app")}@{commit}", plan.GetProperty("steps")[0].GetProperty("inputs")[0].GetString());
        Assert.Equal(1, result.GetProperty("files").GetInt32());
        Assert.Equal(1, (await _api.GetAsync($"api/jobs/{jobId}/plan")).Body.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Script_RunsInTheCommitThatWasPlanned()
    {
        await _git.CommitAsync("app", ("a.txt", "first\n"));
        var jobId = await SubmitAsync("script.run", new JsonObject { ["source"] = Source("app"), ["script"] = "cat a.txt; ls -A", ["interpreter"] = "bash" });
        await _git.CommitAsync("app", ("a.txt", "second\n"));

        await CompleteAsync(jobId);

        Assert.Equal("first\na.txt\n", await _api.Http.GetStringAsync(new Uri($"api/jobs/{jobId}/artifacts/output.txt", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Build_OfACommitByItsHash_IsBuiltAndTested()
    {
        Assert.SkipUnless(Has("make"), "make is missing on this machine");
        var commit = await _git.CommitAsync("app", ("Makefile", "all:\n\techo built > out.txt\ntest: out.txt\n\tgrep built out.txt\n"));
        await _git.CommitAsync("app", ("Makefile", "all:\n\tfalse\n"));
        var jobId = await SubmitAsync("source.build", new JsonObject { ["source"] = Source("app", commit) });

        var result = await CompleteAsync(jobId);

        Assert.True(result.GetProperty("succeeded").GetBoolean(), result.ToString());
        Assert.Equal(2, result.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task Goal_ForACommit_IsReached()
    {
        await _git.CommitAsync("app", ("a.py", "x = 1\n"));
        var jobId = await SubmitAsync("agent.plan", new JsonObject { ["goal"] = "Review the code", ["source"] = Source("app") });

        var result = await CompleteAsync(jobId);

        Assert.Equal("code.analysis", Assert.Single(result.GetProperty("jobs").EnumerateArray()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Commit_ThatIsGone_FailsTheJobAndIsNamed()
    {
        var commit = await _git.CommitAsync("app", ("a.txt", "first\n"));
        var jobId = await SubmitAsync("script.run", new JsonObject { ["source"] = Source("app"), ["script"] = "cat a.txt", ["interpreter"] = "bash" });
        _git.Remove("app");
        await _git.CommitAsync("app", ("a.txt", "another history\n"));

        await _api.ApproveAsync(jobId);
        await _api.WaitForEventAsync(jobId, "failure");

        var error = (await _api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("error");
        Assert.Equal("git_failed", error.GetProperty("code").GetString());
        Assert.Contains(commit, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private JsonObject Source(string repository, string? reference = null)
    {
        var git = new JsonObject { ["url"] = _git.Url(repository).AbsoluteUri };
        if (reference is not null)
        {
            git["ref"] = reference;
        }

        return new JsonObject { ["git"] = git };
    }

    private async Task<string> SubmitAsync(string kind, JsonObject input)
    {
        var jobId = await _api.SubmitAsync(new JsonObject { ["kind"] = kind, ["input"] = input });
        await _api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private async Task<JsonElement> CompleteAsync(string jobId)
    {
        await _api.ApproveAsync(jobId);
        await _api.WaitForEventAsync(jobId, "completion");
        return (await _api.GetAsync($"api/jobs/{jobId}/result")).Body.GetProperty("result");
    }

    private static bool Has(string program) => ProgramSearch.Find(program, Environment.GetEnvironmentVariable("PATH")!) is not null;
}
