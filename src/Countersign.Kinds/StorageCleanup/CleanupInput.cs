using System.Text.Json;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>The accepted input of a job.</summary>
/// <param name="Target">The folder, or the container.</param>
/// <param name="IsContainer">Whether it is a blob container.</param>
/// <param name="Rules">Which of its files are to go.</param>
internal sealed record CleanupInput(string Target, bool IsContainer, CleanupRules Rules)
{
    /// <summary>The target's kind as results name it: the input field that names the target.</summary>
    public string TargetType => IsContainer ? CleanupInputRules.Container : CleanupInputRules.Path;

    /// <summary>Reads an input that <see cref="CleanupInputRules"/> found nothing wrong with.</summary>
    public static CleanupInput Parse(JsonElement input)
    {
        var rules = input.GetProperty(CleanupInputRules.Rules);
        var target = input.GetProperty(CleanupInputRules.Target);
        var container = Find(target, CleanupInputRules.Container);
        return new CleanupInput(
            (container ?? target.GetProperty(CleanupInputRules.Path)).GetString()!,
            container is not null,
            new CleanupRules(
                Find(rules, CleanupInputRules.OlderThanDays)?.GetDouble(),
                Find(rules, CleanupInputRules.LargerThanBytes)?.GetInt64(),
                Find(rules, CleanupInputRules.Pattern) is { } pattern ? GlobPattern.TryParse(pattern.GetString()!, out _) : null,
                Find(rules, CleanupInputRules.KeepLast)?.GetInt32()));
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
