using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.StorageCleanup;
using Countersign.Server.Inputs;
using Countersign.Testing.Blobs;
using Xunit;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>From analysis to removal on a container.</summary>
public sealed class ContainerCleanupTests : IDisposable
{
    private const string OldLogs = """{"older_than_days":7,"pattern":"*.log"}""";

    private readonly MemoryContainers _container = new("exports");
    private readonly CleanupRun _run;

    public ContainerCleanupTests() => _run = new CleanupRun(containers: _container);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Plan_ListsExactlyWhatMatches_AndExecutionRemovesExactlyThat()
    {
        Put("old.log", daysOld: 8, size: 5);
        Put("sub/older.log", daysOld: 30, size: 7);
        Put("new.log", daysOld: 6);
        Put("old.txt", daysOld: 8);

        var plan = await _run.PlanAsync(OldLogs);
        var result = await _run.ExecuteAsync(OldLogs);

        var step = Assert.Single(plan.Steps);
        Assert.Equal(
            """
            # In container "exports"; each blob only while its etag and its snapshots are the ones here and nobody holds a lease on it.
            # Soft delete is on: what is removed can be brought back for 7 days, and takes up its space until then.
            "old.log", 5 bytes, etag 0x8DC000000000001
            "sub/older.log", 7 bytes, etag 0x8DC000000000002
            """.ReplaceLineEndings("\n"),
            step.Preview);
        Assert.Equal((Risk.Destructive, "Remove 2 blobs, 12 bytes", 12L), (step.Risk, step.Title, step.Estimate!.BytesFreed!.Value));
        Assert.Equal("2 of 4 blobs in container \"exports\" match, 12 bytes.", _run.Analysis.Summary);
        Assert.Equal(["new.log", "old.txt"], _container.Blobs);
        Assert.Equal(("exports", "container", 2, 12L), (Text(result, "target"), Text(result, "target_type"), Number(result, "deleted"), result.GetProperty("bytes_freed").GetInt64()));
        Assert.Equal(["Removed \"old.log\", 5 bytes", "Removed \"sub/older.log\", 7 bytes"], _run.Reporter.Lines);
    }

    [Fact]
    public async Task Plan_StatesSnapshotsAndVersions_AndExecutionTakesSnapshotsAlong()
    {
        Put("plain.log", size: 1);
        Put("shot.log", size: 10);
        _container.Snapshot("shot.log");
        _container.Snapshot("shot.log");
        Put("versioned.log", size: 100, versions: 3);
        _container.SoftDeleteDays = null;

        var plan = await _run.PlanAsync(OldLogs);
        var result = await _run.ExecuteAsync(OldLogs);

        var preview = Assert.Single(plan.Steps).Preview.Split('\n');
        Assert.Contains("# Snapshots are removed together with their blob: 2 here.", preview);
        Assert.Contains(preview, line => line.Contains("stays as an earlier version beside those it has, and frees nothing", StringComparison.Ordinal));
        Assert.Contains("# Whether removed blobs can be brought back (soft delete) could not be asked.", preview);
        Assert.Matches("^\"shot.log\", 10 bytes, etag 0x8DC[0-9A-F]+, snapshots 2 up to 1970-01-01T00:00:00.0000004Z$", preview[^2]);
        Assert.EndsWith(", versions 3", preview[^1], StringComparison.Ordinal);
        Assert.Equal((11L, 11L), (plan.Estimate!.BytesFreed!.Value, result.GetProperty("bytes_freed").GetInt64()));
        Assert.Contains("Removed \"shot.log\", 10 bytes, with 2 snapshots", _run.Reporter.Lines);
        Assert.Empty(_container.Blobs);
    }

    [Fact]
    public async Task Execution_LeavesAloneWhatDrifted_AndReportsIt()
    {
        foreach (var name in new[] { "same.log", "rewritten.log", "gone.log", "leased.log", "held.log", "shot.log", "shot-again.log" })
        {
            Put(name);
        }

        _container.Snapshot("shot-again.log");
        await _run.PlanAsync(OldLogs);
        Put("rewritten.log");
        _container.TakeAway("gone.log");
        _container.Lease("leased.log");
        _container.Protect("held.log");
        _container.Snapshot("shot.log");
        _container.Snapshot("shot-again.log");
        Put("arrived.log");

        var result = await _run.ExecuteAsync(OldLogs);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["same.log"] = "deleted", ["rewritten.log"] = "changed", ["gone.log"] = "gone", ["leased.log"] = "leased",
                ["held.log"] = "protected", ["shot.log"] = "changed", ["shot-again.log"] = "changed",
            },
            CleanupRun.Outcomes(result));
        Assert.Equal((1, 6), (Number(result, "deleted"), Number(result, "skipped")));
        Assert.Equal(["arrived.log", "held.log", "leased.log", "rewritten.log", "shot-again.log", "shot.log"], _container.Blobs);
        Assert.Contains("Left alone \"leased.log\": somebody holds a lease on it", _run.Reporter.Lines);
        Assert.Contains("Left alone \"held.log\": a retention policy or a legal hold protects it", _run.Reporter.Lines);
    }

    [Fact]
    public async Task Analysis_PassesOverLeasedBlobs_AndReportsThem()
    {
        Put("a.log");
        Put("b.log");
        _container.Lease("b.log");

        var plan = await _run.PlanAsync(OldLogs);

        Assert.Equal(["a.log"], CleanupRun.Named(plan));
        Assert.Equal(["b.log leased_blob"], _run.Analysis.Facts.GetProperty("passed").EnumerateArray().Select(item => $"{item.GetProperty("path")} {item.GetProperty("type")}"));
        Assert.EndsWith("1 blobs that are leased, stand for folders or cannot be addressed were passed over.", _run.Analysis.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_AndKeepLast_WorkAsOnFolders()
    {
        for (var i = 0; i < 255; i++)
        {
            Put(string.Create(CultureInfo.InvariantCulture, $"f{i:000}.log"), daysOld: 300 - i, size: 1);
        }

        var plan = await _run.PlanAsync("""{"keep_last":5}""", "keep f000.log\nand be nice");

        Assert.Equal(249, CleanupRun.Named(plan).Length);
        Assert.Equal("f001.log", CleanupRun.Named(plan)[0]);
        Assert.Equal(["delete-001", "delete-002", "delete-003"], plan.Steps.Select(step => step.Id));
        Assert.StartsWith("# Not understood, and without effect: \"and be nice\"\n# In container", plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.StartsWith("# In container", plan.Steps[1].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outage_IsRetryable_AndTheNextRunKnowsWhatTheLastOneRemoved()
    {
        Put("a.log");
        Put("b.log");
        await _run.PlanAsync(OldLogs);
        _container.LosesAnswers = true;
        _container.Outages = 1;

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.ExecuteAsync(OldLogs));
        var result = await _run.ExecuteAsync(OldLogs, again: true);

        Assert.Equal((ErrorCodes.ServiceUnavailable, true), (failure.Code, failure.Retryable));
        Assert.Equal(new Dictionary<string, string> { ["a.log"] = "deleted_before", ["b.log"] = "deleted" }, CleanupRun.Outcomes(result));
        Assert.Equal(0, Number(result, "skipped"));
    }

    [Fact]
    public async Task Cancel_StopsBetweenBlobs()
    {
        using var stop = new CancellationTokenSource();
        Put("a.log");
        Put("b.log");
        await _run.PlanAsync(OldLogs);
        _container.Removed = _ => stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run.ExecuteAsync(OldLogs, cancellationToken: stop.Token));

        Assert.Equal(["b.log"], _container.Blobs);
    }

    [Theory]
    [InlineData("""{"container":"exports"}""", "exports", "")]
    [InlineData("""{"container":"countersign-uploads"}""", "exports,reports", "is 'countersign-uploads'; allowed is a container that the configuration lists (Inputs:Containers): exports, reports.")]
    [InlineData("""{"container":"Exports"}""", "exports", "is 'Exports'; allowed is a container that the configuration lists (Inputs:Containers): exports.")]
    [InlineData("""{"container":7}""", "exports", "is no string; allowed is a container that the configuration lists (Inputs:Containers): exports.")]
    [InlineData("""{"container":"exports"}""", "", "is 'exports'; allowed is none, because the configuration lists no container (Inputs:Containers).")]
    [InlineData("""{"container":"exports","path":"logs"}""", "exports", "is given together with path; allowed is one of the two.")]
    [InlineData("""{"container":"exports"}""", null, "is given; this server has no blob containers and cleans up folders only, so allowed is path.")]
    public void Input_NamesOneOfTheListedContainers(string target, string? listed, string problem)
    {
        var errors = new FieldErrors();

        CleanupInputRules.Check(
            JsonElement.Parse($$$"""{"target":{{{target}}},"rules":{"keep_last":1}}"""), listed?.Split(',', StringSplitOptions.RemoveEmptyEntries), errors);

        Assert.Equal(
            problem.Length == 0 ? [] : [$"input.target.container {problem}"],
            errors.ToDictionary().SelectMany(field => field.Value.Select(message => $"{field.Key} {message}")));
    }

    [Fact]
    public async Task Container_OfAJobThatIsNotListedAnyMore_IsRefused()
    {
        var kind = new StorageCleanupKind(null!, new NoInputContainers(), TimeProvider.System);
        var input = JsonElement.Parse("""{"target":{"container":"exports"},"rules":{"keep_last":1}}""");

        var refused = await Assert.ThrowsAsync<WorkFailedException>(
            () => kind.AnalyzeAsync(new AnalysisContext("job", input, null!, _run.Reporter), CancellationToken.None));

        Assert.Equal(ErrorCodes.InputNotAllowed, refused.Code);
    }

    [Theory]
    [InlineData(", snapshots 0x2 up to 2026-01-31T00:00:00.0000000Z")]
    [InlineData(", snapshots 2")]
    [InlineData(", versions -1")]
    [InlineData(", versions 1, snapshots 2 up to 2026-01-31T00:00:00.0000000Z")]
    [InlineData(", versions 12345678901")]
    public void Line_ThatIsNotAsWritten_IsNotRead(string extras) =>
        Assert.False(CleanupPreview.TryParse(CleanupPreview.Line("a", 1, "0x8DC") + extras, out _));

    [Fact]
    public void Line_WithEverything_IsReadAsWritten()
    {
        var line = new CleanupLine("a \"b\"\n", 5, "0x8DC4F") { Snapshots = new ItemSnapshots(2, "2026-01-31T00:00:00.0000000Z"), Versions = 0 };

        Assert.True(CleanupPreview.TryParse(CleanupPreview.Line(line), out var read));

        Assert.Equal(line, Assert.Single(read));
    }

    private void Put(string name, double daysOld = 10, long size = 3, int? versions = null) =>
        _container.Put(name, size, _run.Clock.GetUtcNow().AddDays(-daysOld), versions);

    private static int Number(JsonElement result, string name) => result.GetProperty(name).GetInt32();

    private static string? Text(JsonElement result, string name) => result.GetProperty(name).GetString();
}
