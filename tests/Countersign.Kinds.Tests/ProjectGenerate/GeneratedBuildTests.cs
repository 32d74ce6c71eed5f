using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.ProjectGenerate;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.Tests.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.ProjectGenerate;

/// <summary>
/// Generated projects build, and pass their own tests, with the machine's toolchains and packages from their registries. The small one
/// always; the others take minutes and run only with <c>COUNTERSIGN_TOOLCHAIN_TESTS=1</c>, see CONTRIBUTING.md.
/// </summary>
public sealed class GeneratedBuildTests : IDisposable
{
    private readonly ProgramRun _run = new((trees, processes) => new ProjectGenerateKind(() => trees, () => processes, () => new BuildSettings { StepTime = TimeSpan.FromMinutes(10) }));

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task DotnetMinimalApi_Builds()
    {
        var check = await CheckAsync("dotnet", """{"template": "dotnet-minimal-api", "parameters": {"project_name": "corner-shop.api", "tests": false}}""", "check");

        Assert.True(check.GetProperty("succeeded").GetBoolean());
        Assert.True(File.Exists(Path.Combine(_run.Trees.WorkingFolder, "src/CornerShop.Api/bin/Release/net10.0/CornerShop.Api.dll")));
        Assert.Contains("Build succeeded", _run.ArtifactText("check.log"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet", "check", 8, """{"template": "dotnet-minimal-api", "parameters": {"project_name": "Shop", "description": "A \"quoted\" shop"}}""")]
    [InlineData("npm", "check", 9, """{"template": "react-typescript-tailwind", "parameters": {"project_name": "Shop"}}""")]
    [InlineData("npm", "check", 7, """{"template": "react-typescript-tailwind", "parameters": {"project_name": "Shop", "routing": false}}""")]
    [InlineData("npm", "check-frontend", 10, """{"template": "fullstack-react-fastapi", "parameters": {"project_name": "Shop"}}""")]
    [InlineData("python3", "check", 10, """{"template": "fastapi-backend", "parameters": {"project_name": "Shop", "database": "sqlite"}}""")]
    [InlineData("dotnet", "check", 4, """{"template": "azure-functions-app", "parameters": {"project_name": "Shop"}}""")]
    public async Task Project_BuildsAndPassesItsTests(string program, string step, int tests, string input)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("COUNTERSIGN_TOOLCHAIN_TESTS") == "1", "COUNTERSIGN_TOOLCHAIN_TESTS is not 1");

        var check = await CheckAsync(program, input, step);

        Assert.True(check.GetProperty("succeeded").GetBoolean());
        if (program != "npm")
        {
            Assert.Equal((tests, tests), (check.GetProperty("tests").GetProperty("total").GetInt32(), check.GetProperty("tests").GetProperty("passed").GetInt32()));
        }
        else
        {
            Assert.Contains($"{tests} passed ({tests})", _run.ArtifactText($"{step}.log"), StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> CheckAsync(string program, string input, string step)
    {
        Assert.SkipUnless(_run.Processes.Find(program) is not null, $"{program} is missing on this machine");
        await _run.PlanAsync(input);
        foreach (var write in _run.Plan.Steps.Where(candidate => candidate.Action == "write"))
        {
            await _run.StepAsync(input, write.Id);
        }

        try
        {
            return await _run.StepAsync(input, step);
        }
        catch (WorkFailedException failure) when (failure.Code == ErrorCodes.BuildFailed && IsForLackOfPackages(_run.ArtifactText($"{step}.log")))
        {
            Assert.Skip("the packages of this project are not to be had from here");
            throw;
        }
    }

    // Not of our own making: a registry that does not answer, or that does not hold a package at all.
    private static bool IsForLackOfPackages(string log) =>
        ((string[])["NU1301", "NU1101", "EAI_AGAIN", "ENOTFOUND", "No matching distribution found"]).Any(sign => log.Contains(sign, StringComparison.Ordinal));
}
