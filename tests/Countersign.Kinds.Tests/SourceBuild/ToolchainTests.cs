using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.Tests.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.SourceBuild;

/// <summary>
/// A tiny project of each toolchain that is on the machine and needs no network. They take a minute together, so that they run only
/// with <c>COUNTERSIGN_TOOLCHAIN_TESTS=1</c>; see CONTRIBUTING.md.
/// </summary>
public sealed class ToolchainTests : IDisposable
{
    private const string Input = """{"source": {"path": "x"}}""";

    private readonly ProgramRun _run = new((trees, processes) => new SourceBuildKind(() => trees, () => processes, () => new BuildSettings { StepTime = TimeSpan.FromMinutes(5) }));

    public ToolchainTests() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("COUNTERSIGN_TOOLCHAIN_TESTS") == "1", "COUNTERSIGN_TOOLCHAIN_TESTS is not 1");

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Dotnet_RestoresAndBuilds()
    {
        Require("dotnet");
        _run.Trees.Files["src/app.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>";
        _run.Trees.Files["src/A.cs"] = "public static class A { public const int B = 1; }";

        var result = await _run.RunAsync("""{"source": {"path": "x"}, "steps": ["restore", "build"], "configuration": "Release"}""");

        Assert.True(result.GetProperty("succeeded").GetBoolean());
        Assert.True(File.Exists(Path.Combine(_run.Trees.WorkingFolder, "src/bin/Release/net10.0/app.dll")));
        Assert.Contains("build-1-output.zip", _run.Artifacts.Saved.Keys);
    }

    [Fact]
    public async Task Dotnet_ThatDoesNotCompile_IsABuildThatFailed()
    {
        Require("dotnet");
        _run.Trees.Files["app.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>";
        _run.Trees.Files["A.cs"] = "public class A { oops }";
        await _run.PlanAsync(Input);
        await _run.StepAsync(Input, "restore-1");

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(Input, "build-1"));

        Assert.Equal((ErrorCodes.BuildFailed, false), (failure.Code, failure.Retryable));
        Assert.Contains("error CS", _run.ArtifactText("build-1.log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Python_CompilesAndCountsItsTests()
    {
        Require("python3");
        _run.Trees.Files["pyproject.toml"] = "[project]\nname = \"a\"\nversion = \"1\"\n";
        _run.Trees.Files["a.py"] = "def add(a, b):\n    return a + b\n";
        _run.Trees.Files["test_a.py"] = "import unittest, a\nclass T(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(4, a.add(2, 2))\n    @unittest.skip('later')\n    def test_later(self):\n        pass\n    def test_wrong(self):\n        self.assertEqual(5, a.add(2, 2))\n";
        await _run.PlanAsync(Input);
        await _run.StepAsync(Input, "build-1");

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(Input, "test-1"));

        Assert.Equal(ErrorCodes.TestsFailed, failure.Code);
        AssertCounts(failure.Details!.Value, total: 3, failed: 1, skipped: 1);
        Assert.Contains("test_wrong", failure.Details.Value.GetProperty("tests").GetProperty("failures")[0].GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rust_BuildsAndCountsItsTests()
    {
        Require("cargo");
        _run.Trees.Files["Cargo.toml"] = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
        _run.Trees.Files["src/lib.rs"] = "pub fn two() -> i32 { 2 }\n#[test]\nfn counts() { assert_eq!(2, two()); }\n#[test]\n#[ignore]\nfn later() {}\n";

        var result = await _run.RunAsync(Input);

        AssertCounts(result, total: 2, failed: 0, skipped: 1);
    }

    [Fact]
    public async Task CMake_ConfiguresBuildsAndReadsTheReportOfItsTests()
    {
        Require("cmake");
        Require("ctest");
        Require("cc");
        _run.Trees.Files["CMakeLists.txt"] = "cmake_minimum_required(VERSION 3.13)\nproject(a C)\nenable_testing()\nadd_executable(a a.c)\nadd_test(NAME runs COMMAND a)\nadd_test(NAME breaks COMMAND a 1)\n";
        _run.Trees.Files["a.c"] = "#include <stdio.h>\nint main(int n, char **v) { (void)v; printf(\"count %d\\n\", n); return n - 1; }\n";
        await _run.PlanAsync(Input);
        await _run.StepAsync(Input, "build-1");

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(Input, "test-1"));

        AssertCounts(failure.Details!.Value, total: 2, failed: 1, skipped: 0);
        Assert.Equal("breaks", failure.Details.Value.GetProperty("tests").GetProperty("failures")[0].GetProperty("name").GetString());
    }

    private static void AssertCounts(JsonElement result, int total, int failed, int skipped)
    {
        var tests = result.GetProperty("tests");
        Assert.Equal(
            (total, failed, skipped),
            (tests.GetProperty("total").GetInt32(), tests.GetProperty("failed").GetInt32(), tests.GetProperty("skipped").GetInt32()));
    }

    private void Require(string program) => Assert.SkipUnless(_run.Processes.Find(program) is not null, $"{program} is missing on this machine");
}
