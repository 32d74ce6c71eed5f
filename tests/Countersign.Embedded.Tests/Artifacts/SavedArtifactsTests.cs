using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Kinds;
using Countersign.Server.Artifacts;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Artifacts;

/// <summary>What becomes of the files of steps that complete, fail, are cut off, are cancelled, or ask for too much.</summary>
public sealed class SavedArtifactsTests : IAsyncLifetime
{
    private readonly SavingKind _kind = new();
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(
        _kind, new() { ["Limits:MaxArtifactBytes"] = "1024", [$"Execution:Retries:{SavingKind.Kind}"] = "1" });

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Save_UnderANameTwice_KeepsTheSecond()
    {
        _kind.Work = async (context, stop) =>
        {
            await SavingKind.SaveTextAsync(context, "a.log", "first", stop);
            await SavingKind.SaveTextAsync(context, "a.log", "second", stop);
        };

        var jobId = await RunAsync(JobStatus.Completed);

        Assert.Equal(["build/1/a.log", "pack/1/a.log"], await ListAsync(jobId));
        Assert.Equal("second", await ReadAsync(jobId, "a.log"));
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public async Task Save_CountsWithTheEndOfTheStep()
    {
        var saved = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _kind.Work = async (context, stop) =>
        {
            await SavingKind.SaveTextAsync(context, "a.log", "text", stop);
            saved.TrySetResult();
            await goOn.Task.WaitAsync(stop);
        };

        var jobId = await ApprovedAsync();
        await saved.Task;
        var meanwhile = await ListAsync(jobId);
        goOn.SetResult();
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);

        Assert.Empty(meanwhile);
        Assert.Equal(["build/1/a.log", "pack/1/a.log"], await ListAsync(jobId));
    }

    [Fact]
    public async Task AttemptThatFails_KeepsItsFilesBesideThoseOfTheNext()
    {
        _kind.Work = async (context, stop) =>
        {
            await SavingKind.SaveTextAsync(context, $"{context.Step.Id}.log", $"attempt {context.Attempt}", stop);
            if (context is { Step.Id: "build", Attempt: 1 })
            {
                throw new WorkFailedException("machine_failed", "The machine failed.", retryable: true);
            }
        };

        var jobId = await ApprovedAsync();
        await _server.UntilAsync(jobId, record => record.ArtifactCount == 1);
        await _server.UntilAsync(jobId, record =>
        {
            // Once the orchestration waits for the repetition, this ends the wait.
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
            return record.Job.Status == JobStatus.Completed;
        });

        Assert.Equal(["build/1/build.log", "build/2/build.log", "pack/1/pack.log"], await ListAsync(jobId));
        Assert.Equal("attempt 2", await ReadAsync(jobId, "build.log"));
        Assert.Equal("attempt 1", await ReadAsync(jobId, "build.log?step=build&attempt=1"));
        Assert.Equal(404, (await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/artifacts/build.log?step=pack")).Status);
    }

    [Fact]
    public async Task BuildThatFails_LeavesItsLogAndVouchesForIt()
    {
        _kind.Work = async (context, stop) =>
        {
            await SavingKind.SaveTextAsync(context, "build.log", "error: no such file", stop);
            throw new WorkFailedException("build_failed", "The build failed.");
        };

        var jobId = await RunAsync(JobStatus.Failed);

        Assert.Equal("error: no such file", await ReadAsync(jobId, "build.log"));
        var result = (await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/result")).Body;
        Assert.Equal("build.log", Assert.Single(result.GetProperty("artifacts").EnumerateArray()).GetProperty("name").GetString());
        var verdict = ProofVerifier.Verify((await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/proof")).Body, trusted: null);
        Assert.True(verdict.IsProven, verdict.Statement);
        Assert.Equal(("build", 1L, "build.log"), verdict.Artifacts.Select(file => (file.Step, file.Attempt, file.Name)).Single());
    }

    [Fact]
    public async Task Receipts_NameTheFilesOfTheirStep_AndAreSilentWithoutAny()
    {
        _kind.Work = (context, stop) => context.Step.Id == "pack" ? SavingKind.SaveTextAsync(context, "a.zip", "zip", stop) : Task.CompletedTask;

        var jobId = await RunAsync(JobStatus.Completed);

        var bundle = (await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/proof")).Body;
        var receipts = bundle.GetProperty("receipts").EnumerateArray().Select(receipt => PayloadOf(receipt.GetString()!)).ToArray();
        var listed = (await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/artifacts")).Body.GetProperty("items")[0];
        Assert.False(receipts[0].TryGetProperty("artifacts", out _));
        Assert.Equal(
            $$"""[{"name":"a.zip","sha256":"{{listed.GetProperty("sha256").GetString()}}","size":3}]""",
            receipts[1].GetProperty("artifacts").GetRawText());
    }

    [Fact]
    public async Task StepThatACrashCutsOff_IsRepeatedWithoutItsFiles()
    {
        var runs = 0;
        var saved = new TaskCompletionSource();
        _kind.Work = async (context, stop) =>
        {
            var run = Interlocked.Increment(ref runs);
            await SavingKind.SaveTextAsync(context, "a.log", $"run {run}", stop);
            await SavingKind.SaveTextAsync(context, $"run-{run}.log", "", stop);
            if (run == 1)
            {
                saved.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
            }
        };

        var jobId = await ApprovedAsync();
        await saved.Task;
        await _server.CrashAndStartAsync();
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);

        Assert.Equal(["build/1/a.log", "build/1/run-2.log", "pack/1/a.log", "pack/1/run-3.log"], await ListAsync(jobId));
        Assert.Equal("run 2", await ReadAsync(jobId, "a.log?step=build"));
        Assert.Equal(4, Files().Length);
    }

    [Fact]
    public async Task Cancel_WhileAStepRuns_TakesItsFilesAway()
    {
        var saved = new TaskCompletionSource();
        _kind.Work = async (context, stop) =>
        {
            await SavingKind.SaveTextAsync(context, "a.log", "text", stop);
            saved.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
        };

        var jobId = await ApprovedAsync();
        await saved.Task;
        await _server.PostAsync(Person.Owner, $"api/jobs/{jobId}/cancel");
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    _server.Clock.Advance(TimeSpan.FromSeconds(1));
                    return Files().Length == 0;
                },
                TimeSpan.FromSeconds(20)),
            $"Left are {string.Join(", ", Files())}.");

        Assert.Empty(await ListAsync(jobId));
    }

    [Theory]
    [InlineData("../a", 1, ErrorCodes.ArtifactNameInvalid)]
    [InlineData("a/b", 1, ErrorCodes.ArtifactNameInvalid)]
    [InlineData(".hidden", 1, ErrorCodes.ArtifactNameInvalid)]
    [InlineData("a.", 1, ErrorCodes.ArtifactNameInvalid)]
    [InlineData("", 1, ErrorCodes.ArtifactNameInvalid)]
    [InlineData("a\r\nb", 1, ErrorCodes.ArtifactNameInvalid)]
    [InlineData("a", 1025, ErrorCodes.ArtifactTooLarge)]
    public async Task Save_OfWhatIsNotAllowed_FailsTheStepByCode(string name, int size, string code)
    {
        _kind.Work = (context, stop) => SavingKind.SaveTextAsync(context, name, new string('x', size), stop);

        var jobId = await RunAsync(JobStatus.Failed);

        Assert.Equal(code, (await _server.Jobs.GetAsync(jobId, CancellationToken.None))!.Job.Error!.Code);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Save_OfOneMoreThanAJobMayHave_FailsTheStep_AndKeepsTheOthers()
    {
        _kind.Work = async (context, stop) =>
        {
            var count = context.Step.Id == "build" ? StepArtifacts.MaxPerJob - 1 : 2;
            await Task.WhenAll(Enumerable.Range(0, count).Select(i => SavingKind.SaveTextAsync(context, $"{i}.txt", "", stop)));
        };

        var jobId = await RunAsync(JobStatus.Failed);

        var record = (await _server.Jobs.GetAsync(jobId, CancellationToken.None))!;
        Assert.Equal((ErrorCodes.TooManyArtifacts, StepArtifacts.MaxPerJob), (record.Job.Error!.Code, record.ArtifactCount));
        Assert.Equal(StepArtifacts.MaxPerJob, (await ListAsync(jobId)).Length);
        Assert.Equal(StepArtifacts.MaxPerJob, Files().Length);
    }

    [Fact]
    public async Task Save_AfterTheEnd_IsRefusedAndLeavesNothing()
    {
        IArtifacts? late = null;
        _kind.Work = (context, _) =>
        {
            late = context.Artifacts;
            return Task.CompletedTask;
        };
        await RunAsync(JobStatus.Completed);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => late!.SaveAsync("a.log", "text/plain", new MemoryStream([1]), CancellationToken.None));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Artifacts_OfSomebodyElsesJob_AreUnknown()
    {
        _kind.Work = (context, stop) => SavingKind.SaveTextAsync(context, "a.log", "text", stop);
        var jobId = await RunAsync(JobStatus.Completed);

        var strangers = await _server.GetAsync(Person.Stranger, $"api/jobs/{jobId}/artifacts");
        var file = await _server.SendAsync("HEAD", Person.Stranger, $"api/jobs/{jobId}/artifacts/a.log", null);
        var approvers = await _server.SendAsync("HEAD", Person.Root, $"api/jobs/{jobId}/artifacts/a.log", null);

        Assert.Equal((404, "job_not_found"), (strangers.Status, strangers.Code));
        Assert.Equal((404, 200), (file.Status, approvers.Status));
    }

    private static JsonElement PayloadOf(string jws) =>
        JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(jws.Split('.')[1]));

    private string[] Files() => Directory.GetFiles(Path.Combine(_server.Folder, "artifacts"));

    private async Task<string> ApprovedAsync()
    {
        var jobId = await _server.SubmitAsync(Person.Owner, new JsonObject { ["kind"] = SavingKind.Kind, ["input"] = new JsonObject() });
        var held = await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        var answer = await _server.PostAsync(
            Person.Owner, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = held.Job.Plan!.Hash });
        Assert.Equal(200, answer.Status);
        return jobId;
    }

    private async Task<string> RunAsync(JobStatus end)
    {
        var jobId = await ApprovedAsync();
        var ended = await _server.UntilAsync(jobId, record => record.Job.Status.IsFinal());
        Assert.True(ended.Job.Status == end, $"The job is {ended.Job.Status}: {ended.Job.Error}");
        return jobId;
    }

    private async Task<string[]> ListAsync(string jobId) =>
        [.. (await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/artifacts")).Body
            .Deserialize(ContractsJson.Default.ArtifactList)!.Items.Select(item => $"{item.Step}/{item.Attempt}/{item.Name}")];

    private async Task<string> ReadAsync(string jobId, string artifact) =>
        (await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/artifacts/{artifact}")).Text;
}
