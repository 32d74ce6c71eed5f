using System.Text.Json;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class PipelineSchemas
{
    public static JsonElement Input { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false,
          "required": ["steps"],
          "properties": {
            "parameters": {
              "type": ["object", "null"],
              "description": "Variables that the job itself gives; a secret stands as {\"secret_ref\": \"NAME\"}.",
              "maxProperties": 50,
              "propertyNames": { "pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" },
              "additionalProperties": { "type": ["string", "number", "boolean", "object"] }
            },
            "steps": {
              "type": "array",
              "minItems": 1,
              "maxItems": 50,
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["id", "method", "url"],
                "properties": {
                  "id": { "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" },
                  "method": { "$ref": "#/$defs/method" },
                  "url": { "$ref": "#/$defs/url" },
                  "headers": { "$ref": "#/$defs/headers" },
                  "body": { "$ref": "#/$defs/body" },
                  "capture": {
                    "type": ["object", "null"],
                    "description": "Variable to the JSON pointer (RFC 6901) of its value in the answer's body. With secret: true the value is stored sealed and hidden everywhere.",
                    "maxProperties": 20,
                    "propertyNames": { "pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" },
                    "additionalProperties": {
                      "anyOf": [
                        { "type": "string" },
                        {
                          "type": "object",
                          "additionalProperties": false,
                          "required": ["pointer"],
                          "properties": { "pointer": { "type": "string" }, "secret": { "type": ["boolean", "null"], "default": false } }
                        }
                      ]
                    }
                  },
                  "expect": {
                    "type": ["object", "null"],
                    "additionalProperties": false,
                    "properties": {
                      "status": {
                        "description": "The right status, or several; any from 200 to 299 when absent.",
                        "anyOf": [
                          { "type": ["integer", "null"], "minimum": 200, "maximum": 599 },
                          { "type": "array", "minItems": 1, "maxItems": 20, "items": { "type": "integer", "minimum": 200, "maximum": 599 } }
                        ]
                      },
                      "json": { "type": ["object", "null"], "description": "JSON pointer to the value that has to stand there in the answer's body.", "maxProperties": 50 }
                    }
                  },
                  "compensate": {
                    "type": ["object", "null"],
                    "description": "The request that undoes the step when a later one fails.",
                    "additionalProperties": false,
                    "required": ["method", "url"],
                    "properties": {
                      "method": { "$ref": "#/$defs/method" },
                      "url": { "$ref": "#/$defs/url" },
                      "headers": { "$ref": "#/$defs/headers" },
                      "body": { "$ref": "#/$defs/body" }
                    }
                  },
                  "timeout_seconds": { "type": ["integer", "null"], "minimum": 1, "maximum": 120, "default": 30 },
                  "retries": { "type": ["integer", "null"], "minimum": 0, "maximum": 5, "default": 3, "description": "Repeats at most, when there was no answer or it was 429, 502, 503 or 504." },
                  "follow_redirects": { "type": ["boolean", "null"], "default": false, "description": "At most 5, each to an allowed host." }
                }
              }
            }
          },
          "$defs": {
            "method": { "enum": ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] },
            "url": { "type": "string", "maxLength": 4096, "description": "On one of the hosts that the server allows (Http:AllowedHosts). {{name}} stands for a variable in path and query, percent-encoded; never in the host." },
            "headers": { "type": ["object", "null"], "maxProperties": 50, "additionalProperties": { "type": ["string", "object"] }, "description": "Values may hold {{name}}, or be {\"secret_ref\": \"NAME\"}." },
            "body": { "description": "A string is sent as text, anything else as JSON. {{name}} in a string stands for a variable; a string that is nothing else becomes its value with its type. {\"secret_ref\": \"NAME\"} stands for a secret." }
          }
        }
        """);

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "description": "Where the job failed, the same document stands in error.details.",
          "required": ["succeeded", "steps", "compensations"],
          "properties": {
            "succeeded": { "type": "boolean" },
            "failed_step": { "type": "string" },
            "steps": {
              "type": "array",
              "description": "Every step that ran, in that order, the failed one last.",
              "items": {
                "type": "object",
                "required": ["id", "request", "status", "attempts", "duration_seconds", "captured", "assertions"],
                "properties": {
                  "id": { "type": "string" },
                  "request": { "type": "string", "description": "Method and URL, as the plan shows them." },
                  "status": { "type": ["integer", "null"], "description": "Null where there was no answer." },
                  "attempts": { "type": "integer", "description": "How often the request was sent by the run that ended it." },
                  "redirects": { "type": "integer" },
                  "duration_seconds": { "type": "number", "description": "With repeats and the waits between them." },
                  "captured": { "type": "array", "items": { "type": "string" }, "description": "Names; the values stand in the step's own result." },
                  "assertions": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["of", "expected", "passed"],
                      "properties": {
                        "of": { "type": "string", "description": "status, or a JSON pointer." },
                        "expected": {},
                        "actual": { "description": "Absent where there is nothing; shortened where it is long." },
                        "passed": { "type": "boolean" },
                        "reason": { "type": "string" }
                      }
                    }
                  },
                  "response": {
                    "type": "object",
                    "properties": {
                      "content_type": { "type": ["string", "null"] },
                      "bytes": { "type": "integer", "description": "Of the body, up to 1 MiB." },
                      "body": { "type": "string", "description": "At most its first 4,096 characters." },
                      "cut": { "type": "boolean", "description": "Whether the body goes on." }
                    }
                  }
                }
              }
            },
            "compensations": {
              "type": "array",
              "description": "In the order in which they were sent: that of the steps, backwards.",
              "items": {
                "type": "object",
                "required": ["step", "request", "outcome"],
                "properties": {
                  "step": { "type": "string" },
                  "request": { "type": "string" },
                  "outcome": { "enum": ["done", "failed", "not_tried"] },
                  "status": { "type": ["integer", "null"] },
                  "duration_seconds": { "type": "number" },
                  "error": { "type": "string" }
                }
              }
            }
          }
        }
        """);
}
