using System.Diagnostics;
using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Xunit;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>From analysis to removal on real folders, by both ways to them.</summary>
public sealed class StorageCleanupKindTests
{
    private const string OldLogs = """{"older_than_days":7,"pattern":"*.log"}""";

    public static TheoryData<bool> Ways => OperatingSystem.IsLinux() ? [true, false] : [false];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Plan_ListsExactlyWhatMatches_AndExecutionRemovesExactlyThat(bool usesDescriptors)
    {
        using var run = new CleanupRun(usesDescriptors);
        run.Write("old.log", daysOld: 8, size: 5);
        run.Write("sub/older.log", daysOld: 30, size: 7);
        run.Write("new.log", daysOld: 6);
        run.Write("old.txt", daysOld: 8);

        var plan = await run.PlanAsync(OldLogs);
        var result = await run.ExecuteAsync(OldLogs);

        Assert.Equal(["old.log", "sub/older.log"], CleanupRun.Named(plan));
        var step = Assert.Single(plan.Steps);
        Assert.Equal((Risk.Destructive, 12L), (step.Risk, step.Estimate!.BytesFreed!.Value));
        Assert.Empty(step.Inputs);
        Assert.Empty(run.Analysis.Content);
        Assert.Equal(["new.log", "old.txt"], run.Files());
        Assert.Equal((2, 12L, 0), (Number(result, "deleted"), result.GetProperty("bytes_freed").GetInt64(), Number(result, "skipped")));
        Assert.Equal(["Removed \"old.log\", 5 bytes", "Removed \"sub/older.log\", 7 bytes"], run.Reporter.Lines);
        Assert.Equal([0.5, 1], run.Reporter.Fractions);
        Assert.True(Directory.Exists(run.PathOf("sub")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Execution_LeavesAloneWhatDrifted_AndReportsIt(bool usesDescriptors)
    {
        using var run = new CleanupRun(usesDescriptors);
        foreach (var name in new[] { "same.log", "longer.log", "touched.log", "gone.log", "link.log", "folder.log", "dir/inside.log" })
        {
            run.Write(name);
        }

        await File.WriteAllTextAsync(Path.Combine(run.Outside, "inside.log"), "precious");
        await run.PlanAsync(OldLogs);
        await File.AppendAllTextAsync(run.PathOf("longer.log"), "more");
        File.SetLastWriteTimeUtc(run.PathOf("touched.log"), run.Clock.GetUtcNow().UtcDateTime);
        File.Delete(run.PathOf("gone.log"));
        Replace(run.PathOf("link.log"), path => File.CreateSymbolicLink(path, Path.Combine(run.Outside, "inside.log")));
        Replace(run.PathOf("folder.log"), path => Directory.CreateDirectory(path));
        Directory.Delete(run.PathOf("dir"), recursive: true);
        Directory.CreateSymbolicLink(run.PathOf("dir"), run.Outside);
        run.Write("arrived.log");

        var result = await run.ExecuteAsync(OldLogs);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["same.log"] = "deleted", ["longer.log"] = "changed", ["touched.log"] = "changed", ["gone.log"] = "gone",
                ["link.log"] = "not_a_file", ["folder.log"] = "not_a_file", ["dir/inside.log"] = "not_a_file",
            },
            CleanupRun.Outcomes(result));
        Assert.Equal((1, 6), (Number(result, "deleted"), Number(result, "skipped")));
        Assert.Equal("precious", await File.ReadAllTextAsync(Path.Combine(run.Outside, "inside.log")));
        Assert.True(File.Exists(run.PathOf("arrived.log")));
        Assert.NotNull(new FileInfo(run.PathOf("link.log")).LinkTarget);
    }

    [Fact]
    public async Task Execution_NoticesAFileRewrittenWithItsSizeAndTimePutBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Told by the change time, which only descriptors give.");
        using var run = new CleanupRun();
        var path = run.Write("a.log", size: 4);
        await run.PlanAsync(OldLogs);
        var modified = File.GetLastWriteTimeUtc(path);
        await File.WriteAllTextAsync(path, "evil");
        File.SetLastWriteTimeUtc(path, modified);

        var result = await run.ExecuteAsync(OldLogs);

        Assert.Equal("changed", CleanupRun.Outcomes(result)["a.log"]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Analysis_NeverFollowsLinks_AndReportsWhatItPassesOver(bool usesDescriptors)
    {
        using var run = new CleanupRun(usesDescriptors);
        run.Write("real.log");
        run.Write(".server/key.log");
        await File.WriteAllTextAsync(Path.Combine(run.Outside, "outside.log"), "x");
        File.SetLastWriteTimeUtc(Path.Combine(run.Outside, "outside.log"), DateTime.UnixEpoch);
        Directory.CreateSymbolicLink(run.PathOf("folder"), run.Outside);
        File.CreateSymbolicLink(run.PathOf("file.log"), Path.Combine(run.Outside, "outside.log"));
        Directory.CreateSymbolicLink(run.PathOf("loop"), run.Target);
        var expected = new List<string> { ".server server_folder", "file.log symbolic_link", "folder symbolic_link", "loop symbolic_link" };
        if (usesDescriptors)
        {
            using var made = Process.Start("mkfifo", [run.PathOf("pipe.log")]);
            await made.WaitForExitAsync();
            expected.Add("pipe.log special_file");
        }

        var plan = await run.PlanAsync(OldLogs);

        Assert.Equal(["real.log"], CleanupRun.Named(plan));
        Assert.Equal(expected, run.Analysis.Facts.GetProperty("passed").EnumerateArray().Select(item => $"{item.GetProperty("path")} {item.GetProperty("type")}"));
        Assert.Contains("were passed over", run.Analysis.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Target_OutsideTheRootsOrThroughALink_IsRefused(bool usesDescriptors)
    {
        using var run = new CleanupRun(usesDescriptors);
        Directory.CreateSymbolicLink(Path.Combine(run.Folder, "root", "out"), run.Outside);
        Directory.CreateDirectory(run.PathOf(".server"));
        run.Write("file");

        foreach (var target in new[] { "../outside", run.Outside, "out", "target/.server", "target/file", "a\0b" })
        {
            var refused = await Assert.ThrowsAsync<WorkFailedException>(() => run.PlanAsync(OldLogs, target: target));
            Assert.Equal((target, ErrorCodes.InputNotAllowed), (target, refused.Code));
        }

        var missing = await Assert.ThrowsAsync<WorkFailedException>(() => run.PlanAsync(OldLogs, target: "nowhere"));
        Assert.Equal(ErrorCodes.InputNotFound, missing.Code);
    }

    [Theory]
    [InlineData("../outside/precious")]
    [InlineData("sub/../../../outside/precious")]
    [InlineData("/etc/passwd")]
    [InlineData("./a.log")]
    [InlineData("sub//a.log")]
    [InlineData(".server/key")]
    public async Task Execution_OfAPlanThatNamesWhatLiesElsewhere_RemovesNothing(string path)
    {
        using var run = new CleanupRun(OperatingSystem.IsLinux());
        await File.WriteAllTextAsync(Path.Combine(run.Outside, "precious"), "x");
        run.Write("sub/a.log");
        run.Write("a.log");
        run.Write(".server/key");
        var plan = await run.PlanAsync(OldLogs);
        var etag = plan.Steps[0].Preview.Split('\n')[1].Split("etag ")[1];
        var forged = plan.Steps[0] with { Preview = Countersign.Kinds.StorageCleanup.CleanupPreview.Line(path, 3, etag) };
        run.Replan(plan with { Steps = [forged] });
        var before = run.Files();

        var result = await run.ExecuteAsync(OldLogs);

        Assert.Equal("not_a_file", CleanupRun.Outcomes(result)[path]);
        Assert.Equal(before, run.Files());
        Assert.True(File.Exists(Path.Combine(run.Outside, "precious")));
    }

    [Fact]
    public async Task Steps_HaveAHundredFilesEach_AndKeepLastKeepsTheNewest()
    {
        using var run = new CleanupRun(OperatingSystem.IsLinux());
        for (var i = 0; i < 255; i++)
        {
            run.Write(string.Create(CultureInfo.InvariantCulture, $"f{i:000}.log"), daysOld: 300 - i, size: 1);
        }

        var plan = await run.PlanAsync("""{"keep_last":5}""");
        var result = await run.ExecuteAsync("""{"keep_last":5}""");

        Assert.Equal(["delete-001", "delete-002", "delete-003"], plan.Steps.Select(step => step.Id));
        Assert.Equal([100L, 100L, 50L], plan.Steps.Select(step => step.Estimate!.BytesFreed!.Value));
        Assert.All(plan.Steps, step => Assert.Empty(step.DependsOn));
        Assert.Equal(250, Number(result, "deleted"));
        Assert.Equal(["f250.log", "f251.log", "f252.log", "f253.log", "f254.log"], run.Files());
    }

    [Fact]
    public async Task Plan_WithNothingToRemove_OnlyReads()
    {
        using var run = new CleanupRun(OperatingSystem.IsLinux());
        run.Write("new.log", daysOld: 1);

        var plan = await run.PlanAsync(OldLogs);
        var result = await run.ExecuteAsync(OldLogs);

        Assert.Equal((Risk.Read, 0), (plan.HighestRisk(), Number(result, "planned")));
        Assert.Equal(["new.log"], run.Files());
    }

    [Fact]
    public async Task Feedback_ChangesThePlan_AndWhatItDoesNotUnderstandIsSaid()
    {
        using var run = new CleanupRun(OperatingSystem.IsLinux());
        run.Write("a.log");
        run.Write("b.log", daysOld: 40);

        var plan = await run.PlanAsync(OldLogs, "keep a.log\nand be nice");

        Assert.Equal(["b.log"], CleanupRun.Named(plan));
        Assert.StartsWith("# Not understood, and without effect: \"and be nice\"\n", plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analysis_PastItsBounds_FailsWithTheBound()
    {
        using var run = new CleanupRun(wrap: _ => new ManyFiles(5_001));

        var refused = await Assert.ThrowsAsync<WorkFailedException>(() => run.PlanAsync("""{"pattern":"*"}"""));

        Assert.Equal("too_many_items", refused.Code);
        Assert.Contains("5001 files match or more; one job takes 5000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeat_AfterACrash_TakesWhatIsGoneAsRemoved()
    {
        using var run = new CleanupRun(OperatingSystem.IsLinux());
        run.Write("a.log");
        run.Write("b.log");
        await run.PlanAsync(OldLogs);
        File.Delete(run.PathOf("a.log")); // As the run before did, which then died.

        var result = await run.ExecuteAsync(OldLogs, again: true);

        Assert.Equal(new Dictionary<string, string> { ["a.log"] = "deleted_before", ["b.log"] = "deleted" }, CleanupRun.Outcomes(result));
        Assert.Equal((2, 0), (Number(result, "deleted"), Number(result, "skipped")));
        Assert.Equal("Removed \"a.log\", 3 bytes", run.Reporter.Lines[0]);
    }

    [Fact]
    public async Task Cancel_StopsBetweenFiles()
    {
        using var stop = new CancellationTokenSource();
        using var run = new CleanupRun(wrap: folders => new Watched(folders, _ => stop.Cancel()));
        run.Write("a.log");
        run.Write("b.log");
        await run.PlanAsync(OldLogs);

        await Assert.ThrowsAsync<OperationCanceledException>(() => run.ExecuteAsync(OldLogs, cancellationToken: stop.Token));

        Assert.Equal(["b.log"], run.Files());
    }

    [Fact]
    public async Task File_ThatTheSystemRefusesToRemove_FailsTheStepAfterTheOthers()
    {
        using var run = new CleanupRun(wrap: folders => new Refusing(folders, "b.log"));
        run.Write("a.log");
        run.Write("b.log");
        run.Write("c.log");
        await run.PlanAsync(OldLogs);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => run.ExecuteAsync(OldLogs));

        Assert.Equal(("delete_failed", false), (failure.Code, failure.Retryable));
        Assert.Contains("1 of 3 files could not be removed, the first being \"b.log\": Permission denied", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["b.log"], run.Files());
    }

    private static int Number(System.Text.Json.JsonElement result, string name) => result.GetProperty(name).GetInt32();

    private static void Replace(string path, Action<string> with)
    {
        File.Delete(path);
        with(path);
    }
}
