using System.Text.Json;
using Countersign.Testing.Http.Contract;
using Xunit;

namespace Countersign.Server.Tests.Contract;

/// <summary>The check that the scenarios rely on finds what is wrong.</summary>
public sealed class JsonSchemaCheckTests
{
    private const string Schemas =
        """
        {"components": {"schemas": {
          "Item": {"type": "object", "properties": {"id": {"type": "string"}, "next": {"anyOf": [{"$ref": "#/components/schemas/Item"}, {"type": "null"}]}}, "required": ["id"]},
          "Page": {"type": "object", "properties": {
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
            "total": {"type": ["integer", "null"]}, "at": {"type": "string", "format": "date-time"}, "kind": {"enum": ["a", "b"]},
            "facts": {"type": "object", "additionalProperties": {"type": "string"}}}},
          "Refused": {"allOf": [{"$ref": "#/components/schemas/Item"}, {"properties": {"id": {"enum": ["x"]}}}]},
          "Odd": {"type": "string", "pattern": "a"}
        }}}
        """;

    [Theory]
    [InlineData("Page", """{"items": [{"id": "1", "next": {"id": "2", "next": null}}], "total": null, "at": "2026-01-31T12:00:00Z", "kind": "b", "facts": {"any": "text"}}""")]
    [InlineData("Page", "{}")]
    [InlineData("Page", """{"total": 3.0}""")]
    [InlineData("Refused", """{"id": "x"}""")]
    public void Check_OfWhatFits_FindsNothing(string schema, string value) => Assert.Empty(Check(schema, value));

    [Theory]
    [InlineData("Page", "[]", "$ is []")]
    [InlineData("Page", """{"items": {}}""", "$.items is {}")]
    [InlineData("Page", """{"items": [{"id": 1}]}""", "$.items[0].id is 1")]
    [InlineData("Page", """{"items": [{}]}""", "$.items[0].id is absent")]
    [InlineData("Page", """{"items": [{"id": "1", "next": {"id": 2}}]}""", "$.items[0].next fits none")]
    [InlineData("Page", """{"total": 1.5}""", "$.total is 1.5")]
    [InlineData("Page", """{"at": "yesterday"}""", "$.at is")]
    [InlineData("Page", """{"at": "2026-01-31T12:00:00+01:00"}""", "$.at is")]
    [InlineData("Page", """{"kind": "c"}""", "$.kind is")]
    [InlineData("Page", """{"facts": {"any": 1}}""", "$.facts.any is 1")]
    [InlineData("Page", """{"surprise": 1}""", "$.surprise is described nowhere")]
    [InlineData("Refused", """{"id": "y"}""", "$.id is")]
    [InlineData("Refused", """{"id": "x", "surprise": 1}""", "$.surprise is described nowhere")]
    [InlineData("Odd", "\"a\"", "nothing here checks")]
    public void Check_OfWhatDoesNotFit_NamesThePlace(string schema, string value, string problem) =>
        Assert.Contains(problem, Assert.Single(Check(schema, value)), StringComparison.Ordinal);

    private static IReadOnlyList<string> Check(string schema, string value)
    {
        var document = JsonDocument.Parse(Schemas).RootElement;
        return new JsonSchemaCheck(document).Check(
            JsonDocument.Parse(value).RootElement, document.GetProperty("components").GetProperty("schemas").GetProperty(schema));
    }
}
