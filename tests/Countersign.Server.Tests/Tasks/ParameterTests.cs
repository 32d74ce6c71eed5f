using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Parameters;
using Countersign.Server.Tasks;
using Xunit;

namespace Countersign.Server.Tests.Tasks;

/// <summary>Parameters are held against their schema, and a schema against what is understood of it.</summary>
public sealed class ParameterTests
{
    private const string Schema = """
        {
          "type": "object", "additionalProperties": false, "required": ["name"],
          "properties": {
            "name": { "type": "string", "pattern": "^[a-z]+$", "minLength": 2, "maxLength": 4 },
            "port": { "type": "integer", "minimum": 1, "maximum": 9, "default": 8 },
            "kind": { "enum": ["a", 1, null] },
            "only": { "const": { "x": [1] } },
            "list": { "type": ["array", "null"], "items": { "type": "boolean" }, "minItems": 1, "maxItems": 2 },
            "inner": { "type": "object", "required": ["deep"], "properties": { "deep": { "type": "number" } } }
          }
        }
        """;

    [Theory]
    [InlineData("""{"name":"ab"}""")]
    [InlineData("""{"name":"abcd","port":1.0,"kind":1,"only":{"x":[1.0]},"list":[true,false],"inner":{"deep":0.5,"more":1}}""")]
    [InlineData("""{"name":"ab","kind":"a"}""")]
    public void Values_ThatFit_AreTaken(string values) => Assert.Empty(Problems(values));

    [Theory]
    [InlineData("""{}""", "parameters.name")]
    [InlineData("""{"name":"a"}""", "parameters.name")]
    [InlineData("""{"name":"abcde"}""", "parameters.name")]
    [InlineData("""{"name":"a1"}""", "parameters.name")]
    [InlineData("""{"name":7}""", "parameters.name")]
    [InlineData("""{"name":"ab","port":0}""", "parameters.port")]
    [InlineData("""{"name":"ab","port":10}""", "parameters.port")]
    [InlineData("""{"name":"ab","port":1.5}""", "parameters.port")]
    [InlineData("""{"name":"ab","kind":"b"}""", "parameters.kind")]
    [InlineData("""{"name":"ab","only":{"x":[2]}}""", "parameters.only")]
    [InlineData("""{"name":"ab","list":[]}""", "parameters.list")]
    [InlineData("""{"name":"ab","list":[true,true,true]}""", "parameters.list")]
    [InlineData("""{"name":"ab","list":[true,1]}""", "parameters.list[1]")]
    [InlineData("""{"name":"ab","inner":{}}""", "parameters.inner.deep")]
    [InlineData("""{"name":"ab","inner":{"deep":"x"}}""", "parameters.inner.deep")]
    [InlineData("""{"name":"ab","more":1}""", "parameters.more")]
    public void Values_ThatDoNotFit_AreNotedByName(string values, string field) => Assert.Equal([field], Problems(values));

    [Fact]
    public void AbsentValues_TakeTheirDefaults() =>
        Assert.Equal(8, ParameterValues.Read(JsonElement.Parse(Schema), JsonElement.Parse("""{"name":"ab"}"""), new FieldErrors())["port"]!.GetValue<int>());

    [Theory]
    [InlineData("""{"type":"string"}""", "s.type")]
    [InlineData("""{"type":"object","oneOf":[]}""", "s.oneOf")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"text"}}}""", "s.properties.a.type")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"(a"}}}""", "s.properties.a.pattern")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"(?=a)"}}}""", "s.properties.a.pattern")]
    [InlineData("""{"type":"object","properties":{"a":{"items":{"minLength":-1}}}}""", "s.properties.a.items.minLength")]
    [InlineData("""{"type":"object","required":[1]}""", "s.required")]
    [InlineData("""{"type":"object","additionalProperties":{}}""", "s.additionalProperties")]
    [InlineData("""{"type":"object","properties":{"a":true}}""", "s.properties.a")]
    public void Schema_ThatWouldNotBeUnderstood_IsRefused(string schema, string field)
    {
        var errors = new FieldErrors();
        ParameterSchemas.Check(JsonElement.Parse(schema), "s", errors);

        Assert.Equal([field], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Input_KeepsTypes_LeavesOutAbsentPlaces_AndTouchesNoOtherPlaceholder()
    {
        var pattern = JsonElement.Parse("""{"a":{"$parameter":"n"},"b":[{"$parameter":"gone"},"{{n}}"],"c":{"d":{"$parameter":"gone"}},"all":{"$parameters":true}}""");

        var input = InputPattern.Fill(pattern, new JsonObject { ["n"] = 1.5 });

        Assert.Equal("""{"a":1.5,"b":["{{n}}"],"c":{},"all":{"n":1.5}}""", input.GetRawText());
    }

    private static IEnumerable<string> Problems(string values)
    {
        var errors = new FieldErrors();
        ParameterValues.Read(JsonElement.Parse(Schema), JsonElement.Parse(values), errors);
        return errors.ToDictionary().Keys;
    }
}
