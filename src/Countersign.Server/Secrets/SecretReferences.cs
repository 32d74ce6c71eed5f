using System.Text.Json;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;

namespace Countersign.Server.Secrets;

/// <summary>Objects <c>{"secret_ref": "NAME"}</c>, which stand in an input for a value that the input does not hold.</summary>
internal static partial class SecretReferences
{
    /// <summary>The one member of such an object.</summary>
    public const string Member = "secret_ref";

    /// <summary>What a name looks like, for messages.</summary>
    public const string NamePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";

    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>The name that the value stands for; null when it is no reference.</summary>
    public static string? NameIn(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Member, out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;

    /// <summary>Notes every object that has the member and is no reference.</summary>
    public static void Check(JsonElement value, string path, FieldErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(item, $"{path}[{i++}]", errors);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.TryGetProperty(Member, out _) && !(value.EnumerateObject().Count() == 1 && NameIn(value) is { } name && IsName(name)))
            {
                errors.Add($"{path}.{Member}", $"allowed is an object of nothing but {Member}, with a name of the form {NamePattern}.");
            }

            foreach (var member in value.EnumerateObject())
            {
                Check(member.Value, $"{path}.{member.Name}", errors);
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex Name();
}
