using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Client;
using Countersign.Contracts;
using Countersign.Kinds.AgentPlan;
using Countersign.Kinds.ProjectGenerate;
using Countersign.Kinds.StorageCleanup;

namespace Countersign.Cli.Run;

/// <summary>Makes a kind's input of the command's options.</summary>
internal sealed class JobInput(RunOptions options, Person person, CountersignClient client)
{
    private const string DiskInspect = "disk.inspect";
    private const string StandardInput = "-";
    private const string CleanupNeeds = "storage.cleanup needs --path FOLDER or --container NAME, and at least one of --older-than-days, --larger-than-bytes, --pattern and --keep-last.";

    /// <summary>Finds what is wrong with the options before anything is started or sent.</summary>
    /// <exception cref="UsageException">Something is.</exception>
    public static void Check(RunOptions options)
    {
        if (Problem(options) is { } problem)
        {
            throw new UsageException(problem);
        }

        if (options is { Server: null, Cleanup.Path: { } folder } && !Directory.Exists(folder))
        {
            throw new UsageException($"--path is '{folder}', which is no folder.");
        }

        foreach (var file in new[] { options.Image, options.InputFile }.OfType<string>().Where(file => file != StandardInput))
        {
            ReadableFile.Open(file).Dispose();
        }
    }

    /// <summary>The input, with the image uploaded where the server cannot read it by its path.</summary>
    public async Task<JsonElement> CreateAsync(CancellationToken cancellationToken)
    {
        if (options.InputFile is { } file)
        {
            return await ReadAsync(file, cancellationToken);
        }

        if (!options.Cleanup.IsEmpty)
        {
            return options.Cleanup.ToInput(options.Cleanup.Path is { } folder ? FolderOf(folder) : null).Deserialize(ContractsJson.Default.JsonElement);
        }

        if (!options.Generation.IsEmpty)
        {
            return options.Generation.ToInput().Deserialize(ContractsJson.Default.JsonElement);
        }

        if (options.Agent.Goal is not null)
        {
            var source = options.Agent.Source is { } place ? new JsonObject { ["path"] = options.Server is not null ? place : WorkingFolder.PathOf(place) ?? place } : null;
            return options.Agent.ToInput(source).Deserialize(ContractsJson.Default.JsonElement);
        }

        var image = new JsonObject();
        if (options.Server is null && WorkingFolder.PathOf(options.Image!) is { } path)
        {
            image["path"] = path;
        }
        else
        {
            image["upload_id"] = await new UploadView(person, client).UploadAsync(options.Image!, cancellationToken);
        }

        if (options.Format is not null)
        {
            image["format"] = options.Format;
        }

        if (options.Checksum is not null)
        {
            image["checksum"] = options.Checksum;
        }

        return new JsonObject { ["image"] = image }.Deserialize(ContractsJson.Default.JsonElement);
    }

    /// <summary>The folder as the server finds it: this process's own server takes it as a root when it lies elsewhere.</summary>
    private string FolderOf(string folder) =>
        options.Server is not null ? folder : WorkingFolder.PathOf(folder) ?? WorkingFolder.Resolve(Path.GetFullPath(folder));

    private static string? Problem(RunOptions options) => options switch
    {
        { Kind: ['-', ..] } => $"'{options.Kind}' is neither an option of run nor a kind of job. Try --help.",
        { InputFile: not null, Image: not null } => "--input and --image are both given; one of them names the input.",
        { InputFile: StandardInput, Approve: false } when options.Wait != TimeSpan.Zero =>
            "--input - reads standard input, so nobody can be asked; give --approve as well.",
        { Kind: not StorageCleanupKind.Name, Cleanup.IsEmpty: false } =>
            $"--path, --container, --older-than-days, --larger-than-bytes, --pattern and --keep-last belong to {StorageCleanupKind.Name}.",
        { Cleanup.IsEmpty: false, InputFile: not null } => "--input and the options of storage.cleanup are both given; one of them names the input.",
        { Kind: StorageCleanupKind.Name, InputFile: null, Cleanup: { Path: null, Container: null } or { HasRules: false } } => CleanupNeeds,
        { Cleanup: { Path: not null, Container: not null } } => "--path and --container are both given; one of them names what to clean up.",
        { Cleanup.Container: not null, Server: null } => "--container needs --server URL: the server that this command starts has no blob containers.",
        { Kind: not ProjectGenerateKind.Name, Generation.IsEmpty: false } => $"--template and --set belong to {ProjectGenerateKind.Name}.",
        { Generation.IsEmpty: false, InputFile: not null } => "--input and the options of project.generate are both given; one of them names the input.",
        { Generation.Malformed: { } setting } => $"--set is '{setting}'; allowed is name=value.",
        { Kind: ProjectGenerateKind.Name, InputFile: null, Generation: { Template: null, Goal: null } } =>
            "project.generate needs --template ID or --goal TEXT, and parameters as --set name=value; GET /api/templates lists templates.",
        { Kind: not AgentPlanKind.Name, Agent.IsEmpty: false } => $"--goal belongs to {AgentPlanKind.Name} and {ProjectGenerateKind.Name}, --source to {AgentPlanKind.Name}.",
        { Agent.IsEmpty: false, InputFile: not null } => "--input and the options of agent.plan are both given; one of them names the input.",
        { Kind: AgentPlanKind.Name, Agent.Goal: null, InputFile: null } => "agent.plan needs --goal TEXT.",
        { Kind: DiskInspect, Image: null, InputFile: null } => "disk.inspect needs --image FILE.",
        { Kind: not DiskInspect, Image: not null } => $"--image belongs to {DiskInspect}; {options.Kind} takes --input FILE.json.",
        { Image: null, Format: not null } or { Image: null, Checksum: not null } => "--format and --checksum belong to --image.",
        { InputFile: null, Image: null, Cleanup.IsEmpty: true, Generation.IsEmpty: true, Agent.IsEmpty: true } =>
            $"{options.Kind} needs --input FILE.json with its input; GET /api/capabilities has its schema.",
        _ => null,
    };

    private static async Task<JsonElement> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file == StandardInput ? Console.OpenStandardInput() : ReadableFile.Open(file);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new UsageException($"--input '{file}' is no JSON object; a kind's input is one.");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"--input '{file}' is not JSON: line {exception.LineNumber + 1}.");
        }
    }
}
