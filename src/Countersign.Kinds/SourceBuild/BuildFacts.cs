using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.SourceBuild.Projects;

namespace Countersign.Kinds.SourceBuild;

/// <summary>A project as an analysis keeps it.</summary>
/// <param name="Number">From 1; part of its steps' identifiers.</param>
/// <param name="Project">What was found.</param>
/// <param name="Missing">Its programs that this machine does not have; it is left out then.</param>
internal sealed record BuildFacts(int Number, BuildProject Project, IReadOnlyList<string> Missing)
{
    public JsonObject ToJson() => new()
    {
        ["number"] = Number,
        ["type"] = Project.Type,
        ["folder"] = Project.Place,
        ["file"] = Project.File,
        ["missing_programs"] = new JsonArray([.. Missing.Select(program => (JsonNode)program)]),
        ["commands"] = new JsonArray([.. Project.Commands.Select(command => (JsonNode)new JsonObject
        {
            ["step"] = command.Step,
            ["words"] = new JsonArray([.. command.Words.Select(word => (JsonNode)word)]),
        })]),
    };

    /// <summary>The projects of a stored analysis.</summary>
    public static IReadOnlyList<BuildFacts> Read(JsonElement facts) =>
        [.. facts.GetProperty("projects").EnumerateArray().Select(project => new BuildFacts(
            project.GetProperty("number").GetInt32(),
            new BuildProject(
                project.GetProperty("type").GetString()!,
                project.GetProperty("folder").GetString() is { } folder and not "." ? folder : "",
                project.GetProperty("file").GetString()!,
                [.. project.GetProperty("commands").EnumerateArray().Select(command => new BuildCommand(
                    command.GetProperty("step").GetString()!, Texts(command.GetProperty("words"))))]),
            Texts(project.GetProperty("missing_programs"))))];

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
