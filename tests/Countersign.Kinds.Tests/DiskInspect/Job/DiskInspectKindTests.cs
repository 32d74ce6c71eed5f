using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.DiskInspect;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Job;

public sealed class DiskInspectKindTests(SampleDisks samples)
{
    private readonly DiskInspectKind _kind = new();
    private readonly RecordingReporter _reporter = new();
    private readonly FolderInputs _files = new(samples.Folder);

    [Theory, MemberData(nameof(SampleDisks.Images), MemberType = typeof(SampleDisks))]
    public async Task Run_EachSample_GivesADocument(string name)
    {
        var (plan, result) = await RunAsync(name);

        Assert.Equal(["container", "partitions", "file_systems"], plan.Steps.Select(step => step.Id));
        Assert.All(plan.Steps, step => Assert.Equal(Risk.Read, step.Risk));
        Assert.Equal(name, result.GetProperty("image").GetProperty("file").GetString());
        Assert.Equal(JsonValueKind.String, result.GetProperty("partition_table").GetProperty("scheme").ValueKind);
        Assert.Equal(JsonValueKind.Array, result.GetProperty("file_systems").ValueKind);
        Assert.Equal(0, _files.Open);
    }

    [Fact]
    public async Task Run_GptDisk_TellsWhatIsOnIt()
    {
        var (_, result) = await RunAsync("gpt-ext4-fat.qcow2");

        Assert.Equal("qcow2", result.GetProperty("image").GetProperty("facts").GetProperty("format").GetString());
        Assert.Equal("root", result.GetProperty("partition_table").GetProperty("partitions")[1].GetProperty("name").GetString());
        Assert.Equal("ext4", result.GetProperty("file_systems")[1].GetProperty("file_system").GetProperty("type").GetString());
        Assert.Contains("partition 2: ext4", _reporter.Lines);
    }

    [Fact]
    public async Task Plan_NamesTheBytesThatExecutionReads()
    {
        var plan = await PlanAsync(await AnalyzeAsync("gpt-ext4-fat.qcow2"));

        Assert.Contains("Virtual disk (27262976 bytes): bytes 0-", plan.Steps[1].Preview, StringComparison.Ordinal);
        Assert.Contains("File 'gpt-ext4-fat.qcow2': bytes 0-", plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Equal(["gpt-ext4-fat.qcow2"], plan.Steps[2].Inputs);
        Assert.True(plan.Estimate!.BytesRead > 0);
    }

    [Theory]
    [InlineData("Skip the file systems.", "container partitions")]
    [InlineData("Please leave out the container and the partition tables", "file_systems")]
    [InlineData("only the container", "container")]
    [InlineData("Don't probe file-systems! Without the container.", "partitions")]
    public async Task Plan_WithFeedback_LeavesOutWhatItNames(string feedback, string steps)
    {
        var plan = await PlanAsync(await AnalyzeAsync("gpt-ext4-fat.qcow2"), feedback);

        Assert.Equal(steps.Split(' '), plan.Steps.Select(step => step.Id));
        Assert.DoesNotContain("not followed", plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WithFeedbackOnAPartition_DoesNotProbeIt()
    {
        var analysis = await AnalyzeAsync("gpt-ext4-fat.qcow2");
        var whole = await ExecuteAsync("gpt-ext4-fat.qcow2", analysis, await PlanAsync(analysis));

        var draft = await PlanAsync(analysis, "Ignore the file systems of partition 2.");
        var result = await ExecuteAsync("gpt-ext4-fat.qcow2", analysis, draft);

        Assert.Equal("probe_file_systems:except=2", draft.Steps[2].Action);
        Assert.StartsWith("Left out: partition 2.", draft.Steps[2].Preview, StringComparison.Ordinal);
        Assert.Equal(
            PartitionsOf(whole).Where(number => number != 2),
            PartitionsOf(result));
    }

    [Theory]
    [InlineData("Make it faster.", "names nothing")]
    [InlineData("Skip partition 99.", "no partition 99")]
    [InlineData("Skip the container, the partition table and the file systems.", "nothing to do")]
    [InlineData("", "names nothing")]
    public async Task Plan_WithFeedbackItCannotFollow_SaysWhy(string feedback, string why)
    {
        var plan = await PlanAsync(await AnalyzeAsync("gpt-ext4-fat.qcow2"), feedback);

        Assert.Equal(["container", "partitions", "file_systems"], plan.Steps.Select(step => step.Id));
        Assert.Contains($"\"{feedback}\" was not followed", plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Contains(why, plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_ImageInSeveralFiles_ListsAllOfThem()
    {
        var analysis = await AnalyzeAsync("split.vmdk");

        Assert.Equal(["split-s001.vmdk", "split.vmdk"], analysis.Content.Select(entry => entry.Name));
    }

    [Fact]
    public async Task Analyze_ChecksumOfTheFileInUpperCase_IsAccepted()
    {
        var known = (await AnalyzeAsync("floppy.raw")).Content[0].Sha256;

        var analysis = await AnalyzeAsync("floppy.raw", checksum: "SHA256:" + known[7..].ToUpperInvariant());

        Assert.Equal(known, analysis.Content[0].Sha256);
        Assert.Equal(1, _reporter.Fractions[^1]);
    }

    [Fact]
    public async Task Analyze_OtherChecksum_FailsWithBoth()
    {
        var expected = "sha256:" + new string('0', 64);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => AnalyzeAsync("floppy.raw", checksum: expected));

        Assert.Equal(ErrorCodes.ChecksumMismatch, failure.Code);
        Assert.Equal(expected, failure.Details!.Value.GetProperty("expected").GetString());
        Assert.StartsWith("sha256:", failure.Details!.Value.GetProperty("actual").GetString(), StringComparison.Ordinal);
        Assert.False(failure.Retryable);
    }

    [Fact]
    public async Task Analyze_OtherFormat_FailsWithBoth()
    {
        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => AnalyzeAsync("gpt-ext4-fat.qcow2", format: "vmdk"));

        Assert.Equal("format_mismatch", failure.Code);
        Assert.Equal("qcow2", failure.Details!.Value.GetProperty("actual").GetString());
    }

    [Fact]
    public async Task Analyze_DamagedImage_FailsWithTheCodeOfTheDamage()
    {
        File.WriteAllBytes(samples.PathOf("damaged.img"), samples.Bytes("gpt-ext4-fat.qcow2").WithBig32(20, 63));

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => AnalyzeAsync("damaged.img"));

        Assert.Equal(DiskImageErrorCodes.Corrupt, failure.Code);
        Assert.Equal(0, _files.Open);
    }

    [Fact]
    public async Task Analyze_Cancelled_Stops()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _kind.AnalyzeAsync(new AnalysisContext("job", Input("floppy.raw"), _files, _reporter), new CancellationToken(canceled: true)));

        Assert.Equal(0, _files.Open);
    }

    private async Task<(PlanDraft Plan, JsonElement Result)> RunAsync(string name)
    {
        var analysis = await AnalyzeAsync(name);
        var draft = await PlanAsync(analysis);
        return (draft, await ExecuteAsync(name, analysis, draft));
    }

    private async Task<JsonElement> ExecuteAsync(string name, Analysis analysis, PlanDraft draft)
    {
        var plan = new Plan { Version = 1, Hash = "h", CreatedAt = default, CreatedBy = "planner", Steps = draft.Steps, InputDigest = "d" };
        var results = new Dictionary<string, JsonElement>();
        foreach (var step in draft.Steps)
            results[step.Id] = await _kind.ExecuteAsync(
                new StepContext
                {
                    JobId = "job", Input = Input(name), Analysis = analysis, Plan = plan, Step = step, Attempt = 1,
                    Results = results, Files = _files, Artifacts = new MemoryArtifacts(), Reporter = _reporter,
                },
                CancellationToken.None);
        return _kind.Summarize(new SummaryContext(Input(name), analysis, results));
    }

    private static IEnumerable<int?> PartitionsOf(JsonElement result) => result.GetProperty("file_systems").EnumerateArray()
        .Select(volume => volume.GetProperty("partition").ValueKind == JsonValueKind.Null ? (int?)null : volume.GetProperty("partition").GetInt32());

    private Task<Analysis> AnalyzeAsync(string name, string? format = null, string? checksum = null) =>
        _kind.AnalyzeAsync(new AnalysisContext("job", Input(name, format, checksum), _files, _reporter), CancellationToken.None);

    private Task<PlanDraft> PlanAsync(Analysis analysis, string? feedback = null) =>
        _kind.PlanAsync(new PlanContext("job", default, analysis, feedback is null ? 1 : 2, feedback), CancellationToken.None);

    private static JsonElement Input(string path, string? format = null, string? checksum = null) =>
        JsonSerializer.SerializeToElement(new { image = new { path, format, checksum } });
}
