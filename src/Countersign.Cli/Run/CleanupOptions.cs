using System.Text.Json.Nodes;

namespace Countersign.Cli.Run;

/// <summary>The options of <c>storage.cleanup</c>; the server checks their values.</summary>
internal sealed record CleanupOptions(string? Path, string? Container, double? OlderThanDays, long? LargerThanBytes, string? Pattern, int? KeepLast)
{
    public bool IsEmpty => Path is null && Container is null && !HasRules;

    public bool HasRules => OlderThanDays is not null || LargerThanBytes is not null || Pattern is not null || KeepLast is not null;

    /// <summary>The kind's input; a rule that was not given is left out.</summary>
    /// <param name="path">The folder as the server knows it; null for a container.</param>
    public JsonObject ToInput(string? path)
    {
        var rules = new JsonObject();
        Add(rules, "older_than_days", OlderThanDays);
        Add(rules, "larger_than_bytes", LargerThanBytes);
        Add(rules, "pattern", Pattern);
        Add(rules, "keep_last", KeepLast);
        var target = path is not null ? new JsonObject { ["path"] = path } : new JsonObject { ["container"] = Container };
        return new JsonObject { ["target"] = target, ["rules"] = rules };
    }

    private static void Add<T>(JsonObject rules, string name, T? value)
    {
        if (value is not null)
        {
            rules[name] = JsonValue.Create(value);
        }
    }
}
