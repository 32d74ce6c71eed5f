using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Countersign.Contracts;

namespace Countersign.Server.OpenApi;

/// <summary>The schemas of the contract types, made of the same metadata that writes them.</summary>
internal sealed class OpenApiSchemas
{
    private const string Prefix = "#/components/schemas/";

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);
    private readonly JsonSchemaExporterOptions _exporter;

    public OpenApiSchemas() => _exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Refine };

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

        if (type == typeof(string))
        {
            return new JsonObject { ["type"] = "string" };
        }

        if (!_schemas.ContainsKey(type.Name))
        {
            // Before it is made: a type may hold itself.
            _schemas[type.Name] = new JsonObject();
            _schemas[type.Name] = ContractsJson.Default.Options.GetJsonSchemaAsNode(type, _exporter);
        }

        return new JsonObject { ["$ref"] = Prefix + type.Name };
    }

    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));

    private JsonNode Refine(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;

        // Types with a converter of their own say nothing of their form.
        if (type == typeof(DateTimeOffset))
        {
            var isNullable = type != context.TypeInfo.Type;
            return new JsonObject
            {
                ["type"] = isNullable ? new JsonArray("string", "null") : "string",
                ["format"] = "date-time",
            };
        }

        // A contract inside of another is described once, by its name.
        if (!context.Path.IsEmpty && schema is JsonObject inner && inner["properties"] is not null && type.Assembly == typeof(ContractsJson).Assembly)
        {
            return inner["type"] is JsonArray
                ? new JsonObject { ["anyOf"] = new JsonArray(Reference(type), new JsonObject { ["type"] = "null" }) }
                : Reference(type);
        }

        // "Anything" as an object: not every reader knows the boolean form.
        return schema.GetValueKind() == JsonValueKind.True ? new JsonObject() : schema;
    }
}
