using System.Text.RegularExpressions;
using Countersign.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Countersign.Infra.Tests;

/// <summary>The workflows run what was reviewed, with no more rights than they need.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files => [.. InfraFiles.Workflows];

    [Theory]
    [MemberData(nameof(Files))]
    public void Workflow_HasANameATriggerAndJobs(string path)
    {
        var workflow = Workflow.Load(path);

        Assert.NotNull(Workflow.Text(workflow.Root, "name"));
        Assert.Contains(new YamlScalarNode("on"), workflow.Root.Children.Keys);
        Assert.NotEmpty(workflow.Steps);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_ArePinnedByCommitWithTheVersionBeside(string path)
    {
        var uses = Workflow.Load(path).Lines.Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(PinnedAction(), line));
    }

    [Fact]
    public void AnAction_HasOneCommitEverywhere()
    {
        var commits = InfraFiles.Workflows
            .SelectMany(path => Workflow.Load(path).Steps)
            .Select(step => Workflow.Text(step, "uses")?.Split('@'))
            .Where(action => action is not null)
            .GroupBy(action => action![0], action => action![1], StringComparer.OrdinalIgnoreCase);

        Assert.All(commits, action => Assert.Single(action.Distinct()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Workflow_MayOnlyReadUnlessAJobSaysMore(string path)
    {
        var permissions = Workflow.Map(Workflow.Load(path).Root, "permissions").Children.Select(entry => $"{entry.Key}: {entry.Value}");

        Assert.Equal(["contents: read"], permissions);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void OnlyJobsThatSignInToAzure_GetAToken_AndOnlyFromAnEnvironment(string path) =>
        Assert.All(Workflow.Load(path).Jobs, job =>
        {
            var signsIn = Workflow.StepsOf(job).Any(step => Workflow.Text(step, "uses")?.StartsWith("azure/login@", StringComparison.OrdinalIgnoreCase) == true);
            var granted = job.Children.TryGetValue("permissions", out var permissions)
                ? ((YamlMappingNode)permissions).Children.Select(entry => $"{entry.Key}: {entry.Value}").ToArray()
                : [];

            Assert.Equal(signsIn ? ["contents: read", "id-token: write"] : [], granted);
            Assert.Equal(signsIn, job.Children.ContainsKey("environment"));
        });

    [Theory]
    [MemberData(nameof(Files))]
    public void Runs_DoNotPileUp_AndEnd(string path)
    {
        var workflow = Workflow.Load(path);

        Assert.NotNull(Workflow.Text(Workflow.Map(workflow.Root, "concurrency"), "group"));
        Assert.All(workflow.Jobs, job => Assert.NotNull(Workflow.Text(job, "timeout-minutes")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Checkout_LeavesNoCredentials(string path)
    {
        var checkouts = Workflow.Load(path).Steps
            .Where(step => Workflow.Text(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true);

        Assert.All(checkouts, step => Assert.Equal("false", Workflow.Text(Workflow.Map(step, "with"), "persist-credentials")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_TakeExpressionsFromTheEnvironmentOnly(string path)
    {
        var scripts = Workflow.Load(path).Steps.Select(step => Workflow.Text(step, "run")).OfType<string>();

        Assert.DoesNotContain(scripts, script => script.Contains("${{", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Workflow_NeedsNoSecretsAndNoForksGetThem(string path)
    {
        var text = Repository.Read(path);

        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet test Functions.sln", "ubuntu-24.04")]
    [InlineData("dotnet test Functions.sln", "windows-2025")]
    [InlineData("dotnet build Functions.sln --configuration Release", "ubuntu-24.04")]
    public void Build_DoesWhatTheReadmeSays(string command, string runner)
    {
        var text = Repository.Read(".github/workflows/build.yml");

        Assert.Contains(command, text, StringComparison.Ordinal);
        Assert.Contains(runner, text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIfAndDeployment_TakeTheSameParameters()
    {
        static string[] Parameters(string path) =>
            [.. Workflow.Load(path).Steps
                .Where(step => Workflow.Text(step, "run")?.Contains("az deployment group", StringComparison.Ordinal) == true)
                .SelectMany(step => Workflow.Map(step, "env").Children.Select(entry => $"{entry.Key}={entry.Value}"))];
        var read = ReadVariable().Matches(Repository.Read("infra/main.bicepparam")).Select(match => match.Groups[1].Value);
        var given = Parameters(".github/workflows/deploy.yml");

        Assert.Equal(given, Parameters(".github/workflows/infra.yml"));
        Assert.Empty(read.Except(given.Select(parameter => parameter.Split('=')[0])));
    }

    [Fact]
    public void Azd_FindsTheDeployment()
    {
        var azure = Workflow.Load("azure.yaml").Root;
        var infra = Workflow.Map(azure, "infra");
        var service = Assert.Single(Workflow.Map(azure, "services").Children);

        Assert.True(File.Exists(Path.Combine(Repository.Root, Workflow.Text(infra, "path")!, $"{Workflow.Text(infra, "module")}.bicep")));
        Assert.Contains($"'azd-service-name': '{service.Key}'", Repository.Read("infra/modules/function-app.bicep"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^ +(?:- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex PinnedAction();

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex ReadVariable();
}
