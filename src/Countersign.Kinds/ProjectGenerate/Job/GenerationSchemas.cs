using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.ProjectGenerate.Catalogue;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class GenerationSchemas
{
    public static JsonElement Input { get; } = JsonSerializer.SerializeToElement(new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["description"] = "Has a template, or a goal that chooses one.",
        ["additionalProperties"] = false,
        ["anyOf"] = JsonNode.Parse("""[{ "required": ["template"] }, { "required": ["goal"] }]"""),
        ["properties"] = new JsonObject
        {
            ["template"] = new JsonObject { ["enum"] = new JsonArray([.. TemplateCatalogue.All.Select(template => (JsonNode)template.Id)]) },
            ["parameters"] = JsonNode.Parse("""{ "type": "object", "description": "As the template wants them: GET /api/tasks/{template} has their schema. What the goal says of others is taken from it, and the rest are the defaults." }"""),
            ["goal"] = JsonNode.Parse($$"""{ "type": "string", "minLength": 1, "maxLength": {{GenerationInput.LongestGoal}}, "description": "What is wanted, in words." }"""),
        },
    });

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "description": "Where a build check failed, the same document stands in error.details, without an archive.",
          "required": ["files", "checks", "archive"],
          "properties": {
            "files": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["path", "size", "sha256"],
                "properties": { "path": { "type": "string" }, "size": { "type": "integer" }, "sha256": { "type": "string" } }
              }
            },
            "checks": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["step", "folder", "succeeded", "commands", "tests", "log"],
                "properties": {
                  "step": { "type": "string" },
                  "folder": { "type": "string" },
                  "succeeded": { "type": "boolean" },
                  "commands": { "type": "array", "items": { "type": "object" } },
                  "tests": { "type": ["object", "null"] },
                  "log": { "type": "object" }
                }
              }
            },
            "archive": {
              "type": ["object", "null"],
              "description": "The artifact with the project; null when that step did not run.",
              "properties": { "name": { "type": "string" }, "sha256": { "type": "string" }, "size": { "type": "integer" } }
            }
          }
        }
        """);
}
