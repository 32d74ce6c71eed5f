using System.Text.Json;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class CleanupSchemas
{
    public static JsonElement Input { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false,
          "required": ["target", "rules"],
          "properties": {
            "target": {
              "type": "object",
              "description": "A folder, or a blob container: exactly one of the two.",
              "additionalProperties": false,
              "minProperties": 1,
              "properties": {
                "path": { "type": "string", "minLength": 1, "maxLength": 4096, "description": "A folder below the configured roots, or one of them; without a symbolic link on the way." },
                "container": { "type": "string", "minLength": 3, "maxLength": 63, "description": "A blob container that the configuration lists (Inputs:Containers); only where the server keeps its data in a storage account." }
              }
            },
            "rules": {
              "type": "object",
              "description": "A file or blob is removed when every given rule picks it.",
              "additionalProperties": false,
              "minProperties": 1,
              "properties": {
                "older_than_days": { "type": ["number", "null"], "minimum": 0, "maximum": 36500, "description": "Last changed more than so many days of 24 hours before the analysis." },
                "larger_than_bytes": { "type": ["integer", "null"], "minimum": 0, "description": "Has more bytes than this." },
                "pattern": { "type": ["string", "null"], "minLength": 1, "maxLength": 500, "description": "* ? [a-z] [!a-z] within a name, ** across folders, \\ before a character to take it as it is. Without a slash it is held against the file's name, with one against its path below the target. Case counts." },
                "keep_last": { "type": ["integer", "null"], "minimum": 1, "maximum": 1000000, "description": "Of what the other rules pick, the newest so many stay." }
              }
            }
          }
        }
        """);

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["target", "target_type", "planned", "deleted", "bytes_freed", "skipped", "items"],
          "properties": {
            "target": { "type": "string" },
            "target_type": { "enum": ["path", "container"] },
            "planned": { "type": "integer", "description": "Files or blobs that the plan named." },
            "deleted": { "type": "integer" },
            "bytes_freed": { "type": "integer", "description": "The sizes of the deleted files together; blobs that stay as a version count nothing, and snapshots are not counted." },
            "skipped": { "type": "integer", "description": "Files or blobs that the plan named and that were left alone or were gone." },
            "items": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["path", "size", "outcome"],
                "properties": {
                  "path": { "type": "string", "description": "Below the target, with slashes." },
                  "size": { "type": "integer", "description": "In bytes, as the plan shows it." },
                  "outcome": {
                    "enum": ["deleted", "deleted_before", "gone", "changed", "not_a_file", "leased", "protected"],
                    "description": "deleted_before: gone when a step that was cut off or failed ran again. gone: somebody else removed it."
                  }
                }
              }
            }
          }
        }
        """);
}
