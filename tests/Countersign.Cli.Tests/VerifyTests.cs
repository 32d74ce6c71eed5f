using System.Text.Json.Nodes;
using Countersign.Embedded;
using Countersign.Kinds;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary><c>countersign verify</c> and <c>countersign keys</c> as scripts use them.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    private string Bundle => Path.Combine(_folder, "proof.json");

    private string Keys => Path.Combine(_folder, "keys.json");

    private string Downloads => Path.Combine(_folder, "downloads");

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Data,
            ExtraKinds = [new SavingKind { Work = SaveAsync }],
        });
        using var api = new ApiClient(host.Address);
        var jobId = await api.SubmitAsync(new JsonObject { ["kind"] = SavingKind.Kind, ["input"] = new JsonObject() });
        await api.WaitForEventAsync(jobId, "approval_required");
        await api.ApproveAsync(jobId);
        await api.WaitForEventAsync(jobId, "completion");
        Directory.CreateDirectory(Downloads);
        await File.WriteAllBytesAsync(
            Path.Combine(Downloads, "build.log"), await api.Http.GetByteArrayAsync($"api/jobs/{jobId}/artifacts/build.log"));
        await File.WriteAllTextAsync(Bundle, (await api.GetAsync($"api/jobs/{jobId}/proof")).Body.GetRawText());
        await File.WriteAllTextAsync(Keys, (await api.GetAsync("api/keys")).Body.GetRawText());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Verify_OfASoundBundle_SaysWhatIsProvenAndByWhichKey()
    {
        var outcome = await CommandProcess.RunAsync("verify", Bundle, "--keys", Keys);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Contains("What ran is what was approved", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("among the keys of", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutKeys_SaysThatTheKeysAreTheBundlesOwn()
    {
        var outcome = await CommandProcess.RunAsync("verify", Bundle);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Contains("came with the bundle", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfAChangedBundle_SaysWhatIsWrong()
    {
        await File.WriteAllTextAsync(Bundle, (await File.ReadAllTextAsync(Bundle)).Replace("Does pack", "Does hack", StringComparison.Ordinal));

        var outcome = await CommandProcess.RunAsync("verify", Bundle, "--keys", Keys);

        Assert.Equal(ExitCodes.NotProven, outcome.ExitCode);
        Assert.StartsWith("Not proven. The bundle is not what was sealed", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfDownloadedFiles_SaysThatTheyAreTheOnesThatWereSaved()
    {
        var outcome = await CommandProcess.RunAsync("verify", Bundle, "--keys", Keys, "--artifacts", Downloads);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Contains("1 of 2 files that the steps saved", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build.log", "'build.log' is not the file that a step saved under that name")]
    [InlineData("other.log", "'other.log' is a file that no step of this job saved")]
    public async Task Verify_OfAnotherFile_SaysWhich(string name, string words)
    {
        await File.WriteAllTextAsync(Path.Combine(Downloads, name), "all is well");

        var outcome = await CommandProcess.RunAsync("verify", Bundle, "--keys", Keys, "--artifacts", Downloads);

        Assert.Equal(ExitCodes.NotProven, outcome.ExitCode);
        Assert.StartsWith($"Not proven. {words}", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "cannot be read")]
    [InlineData("empty", "There is no file in")]
    public async Task Verify_OfAFolderWithoutFiles_IsBadUsage(string folder, string words)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));

        var outcome = await CommandProcess.RunAsync("verify", Bundle, "--artifacts", Path.Combine(_folder, folder));

        Assert.Equal(ExitCodes.BadUsage, outcome.ExitCode);
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json", null, "cannot be read")]
    [InlineData("text", null, "is no JSON")]
    [InlineData("proof.json", "text", "is no JSON Web Key Set")]
    [InlineData("proof.json", "empty", "holds no keys")]
    public async Task Verify_OfWhatIsNoBundleOrKeySet_IsBadUsage(string file, string? keys, string words)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "text"), "hello");
        await File.WriteAllTextAsync(Path.Combine(_folder, "empty"), """{"keys":[]}""");
        string[] arguments = ["verify", Path.Combine(_folder, file), .. keys is null ? [] : new[] { "--keys", Path.Combine(_folder, keys) }];

        var outcome = await CommandProcess.RunAsync(arguments);

        Assert.Equal(ExitCodes.BadUsage, outcome.ExitCode);
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysRotate_MakesAnotherKey_AndSaysItsName()
    {
        var outcome = await CommandProcess.RunAsync("keys", "rotate", "--data", Data);

        Assert.True(outcome.ExitCode == ExitCodes.Completed, outcome.Error);
        Assert.Equal(43, outcome.Output.Trim().Length);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Data, "keys"), "proof-*.pem").Length);
    }

    private static Task SaveAsync(StepContext context, CancellationToken stop) =>
        SavingKind.SaveTextAsync(context, context.Step.Id + ".log", "error: none", stop);
}
