using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.SourceBuild;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class BuildSchemas
{
    public static JsonElement Input { get; } = JsonSerializer.SerializeToElement(new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray("source"),
        ["properties"] = new JsonObject
        {
            ["source"] = SourceInput.Schema(),
            ["steps"] = JsonNode.Parse("""{ "type": "array", "minItems": 1, "maxItems": 3, "items": { "enum": ["restore", "build", "test"] }, "description": "All three when absent; they always run in this order." }"""),
            ["configuration"] = JsonNode.Parse("""{ "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_.-]{0,49}$", "default": "Debug" }"""),
            ["env"] = EnvironmentInput.Schema(),
        },
    });

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "description": "Where the job failed, the same document stands in error.details, up to and with the step that failed.",
          "required": ["succeeded", "projects", "tests", "coverage", "steps"],
          "properties": {
            "succeeded": { "type": "boolean" },
            "projects": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "number": { "type": "integer", "description": "What the names of its steps end with." },
                  "type": { "enum": ["dotnet", "node", "python", "go", "rust", "maven", "gradle", "cmake", "make"] },
                  "folder": { "type": "string" },
                  "file": { "type": "string" },
                  "missing_programs": { "type": "array", "items": { "type": "string" }, "description": "Where there are some, the project was left out." }
                }
              }
            },
            "tests": {
              "type": ["object", "null"],
              "description": "From TRX and JUnit reports, or from the output of unittest, cargo, Node's runner and go; null where there was none of it.",
              "properties": {
                "total": { "type": "integer" },
                "passed": { "type": "integer" },
                "failed": { "type": "integer" },
                "skipped": { "type": "integer" },
                "failures": { "type": "array", "maxItems": 100, "items": { "type": "object", "properties": { "name": { "type": "string" }, "message": { "type": "string" } } } }
              }
            },
            "coverage": {
              "type": ["object", "null"],
              "description": "From Cobertura and lcov reports that the tests wrote.",
              "properties": {
                "line_percent": { "type": ["number", "null"] },
                "lines_covered": { "type": "integer" },
                "lines_valid": { "type": "integer" }
              }
            },
            "steps": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "step": { "type": "string" },
                  "action": { "enum": ["restore", "build", "test"] },
                  "folder": { "type": "string" },
                  "succeeded": { "type": "boolean" },
                  "commands": { "type": "array", "items": { "type": "object", "description": "Those of another step were done again, as what they had made was lost." } },
                  "tests": { "type": ["object", "null"] },
                  "coverage": { "type": ["object", "null"] },
                  "artifacts": { "type": "array", "items": { "type": "object" } }
                }
              }
            }
          }
        }
        """);
}
