using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.ProjectGenerate;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.StorageCleanup;
using Countersign.Server.Inputs;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Tasks;
using Xunit;

namespace Countersign.Server.Tests.Tasks;

/// <summary>The templates that ship with the product hold together, and a kind that is missing is told.</summary>
public sealed class BuiltinTaskTests
{
    public static TheoryData<string> Ids => [.. BuiltinTasks.All.Select(task => task.TaskId)];

    [Fact]
    public void Templates_OfTheReplacedService_AreThere() => Assert.Equal(
        [("react-typescript-tailwind", "frontend"), ("fastapi-backend", "backend"), ("fullstack-react-fastapi", "fullstack")],
        ((string[])["react-typescript-tailwind", "fastapi-backend", "fullstack-react-fastapi"])
            .Select(id => (id, BuiltinTasks.Find(id)!.Content.Category!)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Template_SaysWhatItIs_AndUsesOnlyParametersOfItsSchema(string taskId)
    {
        var task = BuiltinTasks.Find(taskId)!.Content;

        Assert.All((string?[])[task.Name, task.Description, task.Kind, task.Category, task.Complexity], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.NotEmpty(task.Features!);
        Assert.True(JobIds.IsValid(taskId));
        var errors = new FieldErrors();
        new TaskRules(new KindCatalogue([])).Check(task with { Kind = null }, errors);
        Assert.Empty(errors.ToDictionary());
    }

    [Theory]
    [InlineData("disk-inspection", """{"path":"a.img"}""", """{"image":{"path":"a.img"}}""")]
    [InlineData("disk-inspection", """{"upload_id":"u","format":"raw"}""", """{"image":{"upload_id":"u","format":"raw"}}""")]
    [InlineData("folder-cleanup", """{"path":"tmp","keep_last":2}""", """{"target":{"path":"tmp"},"rules":{"older_than_days":30,"keep_last":2}}""")]
    public void Template_MakesAnInputThatItsKindTakes(string taskId, string parameters, string input)
    {
        var errors = new FieldErrors();

        var job = Runner(new KindCatalogue([new DiskInspectKind(), new StorageCleanupKind(null!, new NoInputContainers(), TimeProvider.System)])).Resolve(
            BuiltinTasks.Find(taskId)!, new SubmitJobRequest { TaskId = taskId, Parameters = JsonElement.Parse(parameters) }, errors);

        Assert.Empty(errors.ToDictionary());
        Assert.Equal(input, job.Input!.Value.GetRawText());
    }

    public static TheoryData<string> ProjectTemplates => [.. TemplateCatalogue.All.Select(template => template.Id)];

    [Theory]
    [MemberData(nameof(ProjectTemplates))]
    public void ProjectTemplate_IsATask_AndMakesAnInputThatItsKindTakes(string id)
    {
        var errors = new FieldErrors();
        var task = BuiltinTasks.Find(id)!;

        var job = Runner(new KindCatalogue([new ProjectGenerateKind(null!, null!, null!)])).Resolve(
            task, new SubmitJobRequest { TaskId = id, Parameters = RequiredOf(task) }, errors);

        Assert.Empty(errors.ToDictionary());
        Assert.Equal(id, job.Input!.Value.GetProperty("template").GetString());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Template_WhoseKindIsMissing_IsRefusedByTheKindsName(string taskId)
    {
        var task = BuiltinTasks.Find(taskId)!;
        var errors = new FieldErrors();

        Runner(new KindCatalogue([])).Resolve(task, new SubmitJobRequest { TaskId = taskId, Parameters = RequiredOf(task) }, errors);

        Assert.Contains(task.Content.Kind!, Assert.Single(errors.ToDictionary()["kind"]), StringComparison.Ordinal);
    }

    private static JsonElement RequiredOf(SavedTask task) => JsonSerializer.SerializeToElement(
        task.Content.ParameterSchema!.Value.TryGetProperty("required", out var required)
            ? required.EnumerateArray().ToDictionary(name => name.GetString()!, _ => "Value")
            : []);

    private static TaskRunner Runner(KindCatalogue kinds) => new(null!, new SubmitJobBody(kinds), null!);
}
