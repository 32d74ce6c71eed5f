using System.IO.Compression;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Kinds.ProjectGenerate;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.Tests.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.ProjectGenerate;

/// <summary>From input over plan and feedback to files and archive, without a toolchain.</summary>
public sealed class ProjectGenerateKindTests : IDisposable
{
    private const string Shop = """{"template": "fastapi-backend", "parameters": {"project_name": "Shop"}}""";
    private const string Full = """{"template": "fullstack-react-fastapi", "parameters": {"project_name": "Shop"}}""";

    private readonly ProgramRun _run = Create(searchPath: "no-such-folder");

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("[]", "input")]
    [InlineData("{}", "input.template")]
    [InlineData("""{"template": "cobol"}""", "input.template")]
    [InlineData("""{"template": 1}""", "input.template")]
    [InlineData("""{"template": "fastapi-backend"}""", "input.parameters.project_name")]
    [InlineData("""{"template": "fastapi-backend", "parameters": []}""", "input.parameters")]
    [InlineData("""{"template": "fastapi-backend", "parameters": {"project_name": "../up"}}""", "input.parameters.project_name")]
    [InlineData("""{"template": "fastapi-backend", "parameters": {"project_name": "a..b"}}""", "input.parameters.project_name")]
    [InlineData("""{"template": "fastapi-backend", "parameters": {"project_name": "FastAPI"}}""", "input.parameters.project_name")]
    [InlineData("""{"template": "dotnet-minimal-api", "parameters": {"project_name": "aux.api"}}""", "input.parameters.project_name")]
    [InlineData("""{"template": "fullstack-react-fastapi", "parameters": {"project_name": "react"}}""", "input.parameters.project_name")]
    [InlineData("""{"template": "fastapi-backend", "parameters": {"project_name": "Shop", "port": 80}}""", "input.parameters.port")]
    [InlineData("""{"template": "fastapi-backend", "parameters": {"project_name": "Shop", "colour": "red"}}""", "input.parameters.colour")]
    [InlineData("""{"template": "fastapi-backend", "parameters": {"project_name": "Shop", "description": {"secret_ref": "X"}}}""", "input.parameters.description")]
    [InlineData("""{"goal": "Wash the dishes"}""", "input.goal")]
    [InlineData("""{"goal": " "}""", "input.goal")]
    [InlineData("""{"goal": "A page", "output": "/tmp"}""", "input.output")]
    public void Input_ThatIsWrong_IsRefusedByField(string input, string field) => Assert.Equal([field], _run.Check(input).Keys);

    [Theory]
    [InlineData("A page with a clock", "react-typescript-tailwind", "clock")]
    [InlineData("A REST API in Python called Corner-Shop", "fastapi-backend", "Corner-Shop")]
    [InlineData("minimal API in .NET for orders", "dotnet-minimal-api", "orders")]
    [InlineData("a full stack web app for recipes", "fullstack-react-fastapi", "recipes")]
    [InlineData("an Azure function that cleans up on a timer", "azure-functions-app", "cleans-up")]
    public async Task Goal_ChoosesTemplateAndName_AndSaysWhy(string goal, string template, string name)
    {
        await _run.PlanAsync(JsonSerializer.Serialize(new { goal }));

        var facts = _run.Analysis.Facts;
        Assert.Equal(template, facts.GetProperty("template").GetString());
        Assert.Equal(name, facts.GetProperty("parameters").GetProperty("project_name").GetString());
        Assert.Contains("the goal says", facts.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("# The template is", _run.Plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goal_GivesWhatParametersDoNot()
    {
        await _run.PlanAsync("""{"template": "fastapi-backend", "parameters": {"project_name": "Mine"}, "goal": "A thing named Other on port 9001 with postgres"}""");

        var parameters = _run.Analysis.Facts.GetProperty("parameters");
        Assert.Equal(
            ("Mine", 9001, "postgresql"),
            (parameters.GetProperty("project_name").GetString(), parameters.GetProperty("port").GetInt32(), parameters.GetProperty("database").GetString()));
    }

    [Fact]
    public async Task Plan_ListsEveryFile_AndWhatIsWrittenAndPackedIsThat()
    {
        var plan = await _run.PlanAsync(Full);

        await RunAllAsync(Full);

        Assert.Equal(["write-frontend", "write-backend", "write-project", "archive"], plan.Steps.Select(step => step.Id));
        Assert.All(plan.Steps, step => Assert.Equal(Risk.Write, step.Risk));
        var planned = plan.Steps.Where(step => step.Action == "write").SelectMany(step => Files(step)).ToDictionary();
        var archive = _run.Artifacts.Saved["shop.zip"].Bytes;
        Assert.Equal(("shop.zip", Digest.Of(archive)), Assert.Single(Files(plan.Steps[^1])));
        using var zip = new ZipArchive(new MemoryStream(archive));
        Assert.Equal(planned.Keys.Order(StringComparer.Ordinal).Select(path => "shop/" + path), zip.Entries.Select(entry => entry.FullName));
        foreach (var (path, digest) in planned)
        {
            Assert.Equal(digest, Digest.Of(await File.ReadAllBytesAsync(Path.Combine(_run.Trees.WorkingFolder, path), TestContext.Current.CancellationToken)));
            using var stream = zip.GetEntry("shop/" + path)!.Open();
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            Assert.Equal(digest, Digest.Of(content.ToArray()));
        }
    }

    [Fact]
    public async Task Plan_WithoutTheToolchain_SaysWhatIsNotBuilt() =>
        Assert.Contains("# shop is not built: this machine lacks python3", (await _run.PlanAsync(Shop)).Steps[^1].Preview, StringComparison.Ordinal);

    [Theory]
    [InlineData("port: 9001", "\"port\":9001")]
    [InlineData("- project name = Corner\n- database: sqlite", "\"project_name\":\"Corner\"")]
    [InlineData("template: dotnet-minimal-api", "template: dotnet-minimal-api")]
    public async Task Feedback_ChangesThePlan(string feedback, string expected)
    {
        var plan = await _run.PlanAsync(Shop, feedback);

        Assert.All(plan.Steps, step => Assert.Contains(expected, step.Preview, StringComparison.Ordinal));
        await RunAllAsync(Shop);
    }

    [Theory]
    [InlineData("port: 80")]
    [InlineData("colour: red")]
    [InlineData("make it nicer")]
    [InlineData("template: cobol")]
    public async Task Feedback_ThatCannotBeFollowed_IsQuoted(string feedback) =>
        Assert.Contains($"The feedback \"{feedback}", (await _run.PlanAsync(Shop, feedback)).Steps[0].Preview, StringComparison.Ordinal);

    [Fact]
    public async Task Step_WhoseFilesTheTemplatesDoNotMake_IsRefused_AndNothingIsWritten()
    {
        var plan = await _run.PlanAsync(Shop);
        var digest = Files(plan.Steps[0]).First().Digest;
        _run.Replace(plan.Steps[0] with { Preview = plan.Steps[0].Preview.Replace(digest, Digest.Of([]), StringComparison.Ordinal) });

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(Shop, "write"));

        Assert.Equal((ErrorCodes.InputsChanged, false), (failure.Code, failure.Retryable));
        Assert.False(Directory.Exists(_run.Trees.WorkingFolder));
    }

    [Fact]
    public async Task Edit_MayLeaveOutBuildChecksAlone()
    {
        using var run = Create(searchPath: null);
        Assert.SkipUnless(run.Processes.Find("python3") is not null, "python3 is missing on this machine");
        var plan = await run.PlanAsync(Shop);

        Assert.Equal(["write", "check", "archive"], plan.Steps.Select(step => step.Id));
        Assert.Empty(Problems(plan, plan.Steps));
        Assert.Empty(Problems(plan, [plan.Steps[0], plan.Steps[2]]));
        Assert.NotEmpty(Problems(plan, [plan.Steps[0], plan.Steps[1]]));
        Assert.NotEmpty(Problems(plan, [plan.Steps[2]]));
        Assert.NotEmpty(Problems(plan, [plan.Steps[0] with { Preview = "template: x" }, plan.Steps[2]]));
        Assert.Equal(["write", "archive"], (await run.PlanAsync(Shop, "skip the build check")).Steps.Select(step => step.Id));
    }

    [Fact]
    public async Task Edit_MixingVersionsOfOtherParameters_IsRefused()
    {
        var first = await _run.PlanAsync(Shop);
        var second = await _run.PlanAsync(Shop, "port: 9001");

        Assert.NotEmpty(Problems(second with { Steps = [.. second.Steps, .. first.Steps] }, [first.Steps[0], second.Steps[^1]]));
        Assert.Empty(Problems(second with { Steps = [.. second.Steps, .. first.Steps] }, first.Steps));
    }

    private static IReadOnlyList<StepProblem> Problems(Plan planned, IReadOnlyList<PlanStep> steps) =>
        new ProjectGenerateKind(null!, null!, null!).CheckPlan(new EditedPlan("job", JsonElement.Parse(Shop), null!, steps, planned.Steps));

    private static IEnumerable<(string Path, string Digest)> Files(PlanStep step) => step.Preview.Split('\n')
        .Where(line => line.StartsWith("+ ", StringComparison.Ordinal))
        .Select(line => line.Split(' ', 4))
        .Select(parts => (parts[3], parts[1]));

    private async Task RunAllAsync(string input)
    {
        foreach (var step in _run.Plan.Steps)
        {
            await _run.StepAsync(input, step.Id);
        }
    }

    private static ProgramRun Create(string? searchPath) => new((trees, processes) => new ProjectGenerateKind(() => trees, () => processes, () => new BuildSettings()), searchPath);
}
