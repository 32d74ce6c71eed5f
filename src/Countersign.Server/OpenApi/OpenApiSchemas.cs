using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Countersign.Contracts;

namespace Countersign.Server.OpenApi;

/// <summary>The schemas of the contract types, made of the same metadata that writes them.</summary>
internal sealed class OpenApiSchemas
{
    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Refine,
    };

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    /// <summary>A schema that points to the type's own, which is added on the first call.</summary>
    public JsonObject Reference(Type type)
    {
        if (type == typeof(Stream))
        {
            return [];
        }

        if (type == typeof(JsonElement))
        {
            return new JsonObject { ["type"] = "object" };
        }

        if (!_schemas.ContainsKey(type.Name))
        {
            _schemas[type.Name] = ContractsJson.Default.Options.GetJsonSchemaAsNode(type, Exporter);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
    }

    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));

    // Types with a converter of their own say nothing of their form.
    private static JsonNode Refine(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            var isNullable = type != context.TypeInfo.Type;
            return new JsonObject
            {
                ["type"] = isNullable ? new JsonArray("string", "null") : "string",
                ["format"] = "date-time",
            };
        }

        // "Anything" as an object: not every reader knows the boolean form.
        return schema.GetValueKind() == JsonValueKind.True ? new JsonObject() : schema;
    }
}
