using System.Text.Json;

namespace Countersign.Testing;

/// <summary>JSON values for tests.</summary>
public static class TestJson
{
    public static JsonElement Parse(string json) => JsonElement.Parse(json);

    /// <summary>A string value of many characters.</summary>
    public static JsonElement LongText(int length) => JsonElement.Parse($"\"{new string('x', length)}\"");
}
