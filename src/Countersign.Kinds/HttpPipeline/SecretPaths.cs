using System.Globalization;
using System.Text.Json;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>
/// Where the input names secrets. Execution sees values in their places, and must not take them for texts that somebody wrote.
/// </summary>
internal sealed class SecretPaths(IEnumerable<string> paths)
{
    private const string Reference = "secret_ref";

    private readonly HashSet<string> _paths = [.. paths];

    public static SecretPaths None { get; } = new([]);

    public bool Contains(string path) => _paths.Contains(path);

    public bool AnyBelow(string path) => _paths.Any(place =>
        place.StartsWith(path, StringComparison.Ordinal) && (place.Length == path.Length || place[path.Length] == '/'));

    /// <summary>How a plan shows a secret; no variable can have that name.</summary>
    public static string Placeholder(string secret) => "{{secret:" + secret + "}}";

    public static string Member(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}/{index}");

    /// <summary>The secret that a value stands for; null where it stands for none.</summary>
    public static string? NameIn(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Reference, out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;

    /// <summary>Every place below a value where a secret is named, as RFC 6901 pointers.</summary>
    public static IEnumerable<string> In(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object when NameIn(value) is not null => [path],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => In(member.Value, Member(path, member.Name))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => In(item, Item(path, index))),
        _ => [],
    };
}
