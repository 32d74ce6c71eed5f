using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ScriptRun;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class ScriptSchemas
{
    public static JsonElement Input { get; } = JsonSerializer.SerializeToElement(new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["oneOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray(ScriptInput.Command) },
            new JsonObject { ["required"] = new JsonArray(ScriptInput.Script, ScriptInput.Interpreter) }),
        ["properties"] = new JsonObject
        {
            [ScriptInput.Command] = JsonNode.Parse("""{ "type": "array", "minItems": 1, "maxItems": 256, "items": { "type": "string" }, "description": "A program that the server allows (Processes:AllowedPrograms) and its arguments; no shell reads them." }"""),
            [ScriptInput.Script] = JsonNode.Parse("""{ "type": "string", "minLength": 1, "maxLength": 262144, "description": "The text of a script." }"""),
            [ScriptInput.Interpreter] = JsonNode.Parse("""{ "type": "string", "description": "The program that runs the script, such as bash or pwsh; one that the server allows." }"""),
            [ScriptInput.Environment] = EnvironmentInput.Schema(),
            [ScriptInput.WorkingDirectory] = JsonNode.Parse("""{ "type": "string", "description": "A folder of the source; its top when absent." }"""),
            [ScriptInput.TimeoutSeconds] = JsonNode.Parse("""{ "type": "integer", "minimum": 1, "maximum": 1500, "default": 600 }"""),
            [ScriptInput.Source] = SourceInput.Schema(),
        },
    });

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "description": "Where the job failed, the same document stands in error.details.",
          "required": ["end", "exit_code", "duration_seconds", "peak_memory_bytes", "output"],
          "properties": {
            "end": { "enum": ["exited", "timed_out", "out_of_memory", "too_many_processes"] },
            "exit_code": { "type": ["integer", "null"], "description": "128 and the signal's number where a signal ended it; null where the server did." },
            "duration_seconds": { "type": "number" },
            "peak_memory_bytes": { "type": "integer" },
            "output": {
              "type": "object",
              "properties": {
                "artifact": { "type": "string" },
                "sha256": { "type": "string" },
                "bytes": { "type": "integer", "description": "Written to both outputs together." },
                "cut": { "type": "boolean", "description": "Whether the artifact lacks what came after 16 MiB." },
                "last_lines": { "type": "array", "items": { "type": "string" } }
              }
            }
          }
        }
        """);
}
