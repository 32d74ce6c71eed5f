using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.AgentPlan;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class AgentSchemas
{
    public static JsonElement Input { get; } = JsonSerializer.SerializeToElement(new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["required"] = new JsonArray("goal"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["goal"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = AgentInput.LongestGoal, ["description"] = "What is to be reached, in words." },
            ["parameters"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "A member with the name of a kind holds fields of that kind's input; others are for a model to read.",
            },
            ["source"] = SourceInput.Schema(),
        },
    });

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["goal", "planner", "jobs", "refused", "follow_ups", "usage"],
          "properties": {
            "goal": { "type": "string" },
            "planner": { "enum": ["rules", "model"] },
            "model": { "type": ["string", "null"] },
            "jobs": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["number", "kind", "why", "input", "steps", "result"],
                "properties": {
                  "number": { "type": "integer" },
                  "kind": { "type": "string" },
                  "why": { "type": "string" },
                  "input": { "type": "object", "description": "The whole input of the kind." },
                  "steps": { "type": "array", "items": { "type": "string" }, "description": "The plan's steps that ran for it." },
                  "result": { "description": "The kind's own result document; null when none of its steps ran." }
                }
              }
            },
            "refused": { "type": "array", "items": { "type": "object", "properties": { "kind": { "type": "string" }, "reason": { "type": "string" } } } },
            "follow_ups": { "type": "array", "items": { "type": "string" }, "description": "Jobs that need what these ones write, to be submitted afterwards." },
            "usage": {
              "type": "object",
              "properties": { "requests": { "type": "integer" }, "tokens": { "type": "integer" }, "cost": { "type": ["number", "null"] } }
            },
            "transcript": { "type": ["object", "null"], "properties": { "artifact": { "type": "string" }, "sha256": { "type": "string" } } }
          }
        }
        """);
}
