using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class CodeAnalysisSchemas
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    public static JsonElement Input { get; } = JsonSerializer.SerializeToElement(new JsonObject
    {
        ["$schema"] = Dialect,
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray("source"),
        ["properties"] = new JsonObject
        {
            ["source"] = SourceInput.Schema(),
            ["include"] = Texts("Patterns of files to look at, such as src/ or *.cs; all but dependencies and build output when absent."),
            ["exclude"] = Texts("Patterns of files to leave out; goes before include."),
            ["rules"] = new JsonObject
            {
                ["type"] = new JsonArray("object", "null"),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject
                {
                    ["only"] = Texts("Rules, or groups such as csharp., to look for; all when absent."),
                    ["skip"] = Texts("Rules or groups to leave out; goes before only."),
                    ["limits"] = new JsonObject
                    {
                        ["type"] = new JsonArray("object", "null"),
                        ["description"] = "From where on something is too much.",
                        ["additionalProperties"] = false,
                        ["properties"] = new JsonObject(CodeAnalysisInputRules.Limits.Select(limit => KeyValuePair.Create(
                            limit.Key,
                            (JsonNode?)new JsonObject { ["type"] = "integer", ["minimum"] = limit.Value.Least, ["maximum"] = limit.Value.Most }))),
                    },
                },
            },
        },
    });

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["score", "score_arithmetic", "files", "lines", "languages", "security_issues", "smells", "type_errors", "hygiene", "counts", "coverage", "recommendations", "notes"],
          "properties": {
            "score": { "type": "number", "minimum": 0, "maximum": 10, "description": "10 less the deductions." },
            "score_arithmetic": { "type": "array", "items": { "type": "object", "required": ["part", "formula", "deduction"], "properties": {
              "part": { "type": "string" }, "formula": { "type": "string" }, "deduction": { "type": "number" } } } },
            "files": { "type": "integer", "description": "Files that were looked at." },
            "lines": { "type": "object", "properties": { "physical": { "type": "integer" }, "code": { "type": "integer" }, "comment": { "type": "integer" } } },
            "languages": { "type": "array", "items": { "type": "object", "required": ["language", "files", "physical", "code", "comment"] } },
            "licence": { "type": ["string", "null"], "description": "SPDX identifier." },
            "manifests": { "type": "array" },
            "security_issues": { "$ref": "#/$defs/findings" },
            "smells": { "$ref": "#/$defs/findings" },
            "type_errors": { "$ref": "#/$defs/findings" },
            "hygiene": { "$ref": "#/$defs/findings" },
            "counts": { "type": "array", "description": "All findings by rule and severity, listed above or not.", "items": { "type": "object", "required": ["rule", "severity", "count"] } },
            "duplicated_lines": { "type": "integer" },
            "coverage": { "type": "object", "properties": { "line_rate": { "type": ["number", "null"], "minimum": 0, "maximum": 1 }, "reports": { "type": "array" } } },
            "recommendations": { "type": "array", "description": "By what each would do to the score.", "items": { "type": "object", "required": ["rule", "title", "gain", "advice"] } },
            "analysers": { "type": "array", "items": { "type": "string" } },
            "notes": { "type": "array", "items": { "type": "string" }, "description": "What could not be looked at." }
          },
          "$defs": {
            "findings": { "type": "array", "description": "The gravest first, at most 200; all that were kept stand in the SARIF file.", "items": {
              "type": "object",
              "required": ["rule", "severity", "path", "line", "message"],
              "properties": {
                "rule": { "type": "string" },
                "severity": { "enum": ["info", "low", "medium", "high", "critical"] },
                "path": { "type": "string", "description": "Empty for the source as a whole." },
                "line": { "type": "integer", "description": "From 1; 0 for the file as a whole." },
                "column": { "type": "integer" },
                "end_line": { "type": "integer" },
                "message": { "type": "string" }
              } } }
          }
        }
        """);

    private static JsonObject Texts(string description) => new()
    {
        ["type"] = new JsonArray("array", "null"),
        ["description"] = description,
        ["maxItems"] = 100,
        ["items"] = new JsonObject { ["type"] = "string" },
    };
}
