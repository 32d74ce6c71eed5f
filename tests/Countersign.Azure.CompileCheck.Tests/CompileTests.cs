using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>The projects for Azure still fit the shared code.</summary>
public sealed class CompileTests
{
    [Fact]
    public void Storage_FitsTheSharedCode() =>
        AssertFits(AzureCompilation.CompileStorage());

    [Fact]
    public void Functions_FitTheSharedCode() =>
        AssertFits(AzureCompilation.CompileFunctions());

    [Theory]
    [InlineData("JobEndpoints.Submit,", "JobEndpoints.SubmitRenamed,", "'JobEndpoints' does not contain a definition for 'SubmitRenamed'")]
    [InlineData("Task<StageOutcome> AnalyzeAsync(", "Task<PlanOutcome> AnalyzeAsync(", "Cannot implicitly convert type")]
    [InlineData("context.NewGuid()", "context.NewUuid()", "'NewUuid'")]
    public void ASourceThatDoesNotFit_IsFound(string there, string instead, string problem)
    {
        var problems = AzureCompilation.Problems(
            AzureCompilation.CompileFunctions(change: text => text.Replace(there, instead, StringComparison.Ordinal)));

        Assert.Contains(problem, string.Join(Environment.NewLine, problems), StringComparison.Ordinal);
    }

    [Fact]
    public void AMemberThatAPackageLacks_IsFound()
    {
        var problems = AzureCompilation.Problems(AzureCompilation.CompileFunctions(
            changeSurface: text => text.Replace("Task SuspendInstanceAsync(", "Task HoldInstanceAsync(", StringComparison.Ordinal)));

        Assert.Contains("'SuspendInstanceAsync'", Assert.Single(problems), StringComparison.Ordinal);
    }

    private static void AssertFits(CSharpCompilation compilation)
    {
        var problems = AzureCompilation.Problems(compilation);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
