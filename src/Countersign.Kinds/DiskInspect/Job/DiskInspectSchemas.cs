using System.Text.Json;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>JSON Schemas (2020-12) of input and result.</summary>
internal static class DiskInspectSchemas
{
    public static JsonElement Input { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false,
          "required": ["image"],
          "properties": {
            "image": {
              "type": "object",
              "description": "The disk image: a file below the configured roots, or an upload.",
              "additionalProperties": false,
              "oneOf": [{ "required": ["path"] }, { "required": ["upload_id"] }],
              "properties": {
                "path": { "type": "string", "minLength": 1 },
                "upload_id": { "type": "string", "minLength": 1 },
                "format": {
                  "description": "Compared with what the file's own bytes say.",
                  "enum": ["raw", "qcow2", "vmdk", "vhd", "vpc", "vhdx", null]
                },
                "checksum": {
                  "description": "SHA-256 of the file; another one fails the job with checksum_mismatch.",
                  "type": ["string", "null"],
                  "pattern": "^sha256:[0-9a-fA-F]{64}$"
                }
              }
            }
          }
        }
        """);

    public static JsonElement Result { get; } = JsonElement.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["image", "partition_table", "file_systems"],
          "properties": {
            "image": {
              "description": "The container; null when its step was left out.",
              "type": ["object", "null"],
              "properties": {
                "file": { "type": "string" },
                "size_bytes": { "type": "integer" },
                "sha256": { "type": "string" },
                "facts": {
                  "type": "object",
                  "required": ["format", "virtual_size_bytes", "sector_size_bytes", "parent", "contents_complete", "problems"],
                  "properties": {
                    "format": { "enum": ["raw", "qcow2", "vmdk", "vhd", "vhdx"] },
                    "virtual_size_bytes": { "type": "integer" },
                    "sector_size_bytes": { "type": "integer" },
                    "parent": { "type": ["string", "null"], "description": "Backing file or parent disk; never opened." },
                    "contents_complete": { "type": "boolean", "description": "False when a parent holds part of the disk." },
                    "problems": { "$ref": "#/$defs/problems" }
                  }
                }
              }
            },
            "partition_table": {
              "description": "Null when its step was left out.",
              "type": ["object", "null"],
              "properties": {
                "scheme": { "enum": ["none", "mbr", "gpt"] },
                "sector_size_bytes": { "type": ["integer", "null"] },
                "disk_id": { "type": ["string", "null"] },
                "backup_used": { "type": ["boolean", "null"] },
                "partitions": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "properties": {
                      "number": { "type": "integer" },
                      "type_id": { "type": "string" },
                      "type_name": { "type": "string" },
                      "name": { "type": ["string", "null"] },
                      "uuid": { "type": "string" },
                      "bootable": { "type": "boolean" },
                      "role": { "enum": ["primary", "extended", "logical", null] },
                      "start_byte": { "type": "integer" },
                      "size_bytes": { "type": "integer" },
                      "attributes": { "type": "array", "items": { "type": "string" } },
                      "problems": { "$ref": "#/$defs/problems" }
                    }
                  }
                },
                "problems": { "$ref": "#/$defs/problems" }
              }
            },
            "file_systems": {
              "description": "One entry per partition, or one for the whole disk; null when the step was left out.",
              "type": ["array", "null"],
              "items": {
                "type": "object",
                "properties": {
                  "partition": { "type": ["integer", "null"] },
                  "start_byte": { "type": "integer" },
                  "size_bytes": { "type": "integer" },
                  "file_system": {
                    "type": ["object", "null"],
                    "properties": {
                      "type": { "type": "string" },
                      "version": { "type": ["string", "null"] },
                      "label": { "type": ["string", "null"] },
                      "uuid": { "type": ["string", "null"] },
                      "size_bytes": { "type": ["integer", "null"] },
                      "block_size_bytes": { "type": ["integer", "null"] },
                      "problems": { "$ref": "#/$defs/problems" }
                    }
                  },
                  "problems": { "$ref": "#/$defs/problems" }
                }
              }
            }
          },
          "$defs": {
            "problems": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": { "code": { "type": "string" }, "message": { "type": "string" } }
              }
            }
          }
        }
        """);
}
