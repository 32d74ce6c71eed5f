using System.Text.Json;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>The accepted input of a job.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Rules">Which of its files are to go.</param>
internal sealed record CleanupInput(string Path, CleanupRules Rules)
{
    /// <summary>Reads an input that <see cref="CleanupInputRules"/> found nothing wrong with.</summary>
    public static CleanupInput Parse(JsonElement input)
    {
        var rules = input.GetProperty(CleanupInputRules.Rules);
        return new CleanupInput(
            input.GetProperty(CleanupInputRules.Target).GetProperty(CleanupInputRules.Path).GetString()!,
            new CleanupRules(
                Find(rules, CleanupInputRules.OlderThanDays)?.GetDouble(),
                Find(rules, CleanupInputRules.LargerThanBytes)?.GetInt64(),
                Find(rules, CleanupInputRules.Pattern) is { } pattern ? GlobPattern.TryParse(pattern.GetString()!, out _) : null,
                Find(rules, CleanupInputRules.KeepLast)?.GetInt32()));
    }

    private static JsonElement? Find(JsonElement rules, string name) =>
        rules.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
