using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.ScriptRun;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.StorageCleanup;
using Countersign.Testing;
using Xunit;

namespace Countersign.Kinds.Tests;

/// <summary>What kinds read from their results as figures.</summary>
public sealed class MeasurementTests
{
    [Fact]
    public void Build_MeasuresTestsAndCoverage() => AssertMeasures(
        new SourceBuildKind(() => null!, () => null!, () => null!),
        """{"succeeded":false,"projects":[{},{}],"tests":{"total":9,"passed":6,"failed":2,"skipped":1,"failures":[]},"coverage":{"line_percent":81.25}}""",
        ("projects", 2), ("tests_passed", 6), ("tests_failed", 2), ("tests_skipped", 1), ("line_coverage_percent", 81.25));

    [Fact]
    public void Build_WithoutTests_MeasuresNone() => AssertMeasures(
        new SourceBuildKind(() => null!, () => null!, () => null!), """{"projects":[{}],"tests":null,"coverage":null}""", ("projects", 1));

    [Fact]
    public void Script_MeasuresItsRun() => AssertMeasures(
        new ScriptRunKind(() => null!, () => null!, () => null!),
        """{"end":"exited","exit_code":3,"duration_seconds":1.5,"peak_memory_bytes":4096,"output":{"bytes":12}}""",
        ("exit_code", 3), ("run_seconds", 1.5), ("peak_memory_bytes", 4096), ("output_bytes", 12));

    [Fact]
    public void Script_ThatWasStopped_HasNoExitCode() => AssertMeasures(
        new ScriptRunKind(() => null!, () => null!, () => null!), """{"end":"timed_out","exit_code":null,"duration_seconds":9}""", ("run_seconds", 9));

    [Fact]
    public void Cleanup_MeasuresFilesAndBytes() => AssertMeasures(
        new StorageCleanupKind(null!, null!, TimeProvider.System),
        """{"target":"tmp","planned":5,"deleted":4,"bytes_freed":1000,"skipped":1,"items":[]}""",
        ("files_planned", 5), ("files_deleted", 4), ("files_skipped", 1), ("freed_bytes", 1000));

    [Fact]
    public void Disk_MeasuresWhatItFound() => AssertMeasures(
        new DiskInspectKind(),
        """{"image":{"size_bytes":10,"facts":{"virtual_size_bytes":20}},"partition_table":{"partitions":[{}]},"file_systems":[{},{}]}""",
        ("image_bytes", 10), ("virtual_bytes", 20), ("partitions", 1), ("file_systems", 2));

    private static void AssertMeasures(IJobKind kind, string result, params (string Name, double Value)[] expected) =>
        Assert.Equal(expected.Select(figure => new Measurement(figure.Name, figure.Value)), kind.Measure(TestJson.Parse(result)));
}
