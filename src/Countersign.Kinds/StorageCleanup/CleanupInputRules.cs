using System.Text.Json;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// Checks <c>{target: {path}, rules: {older_than_days?, larger_than_bytes?, pattern?, keep_last?}}</c> and lists every problem.
/// </summary>
internal static class CleanupInputRules
{
    public const string Target = "target";
    public const string Path = "path";
    public const string Container = "container";
    public const string Rules = "rules";
    public const string OlderThanDays = "older_than_days";
    public const string LargerThanBytes = "larger_than_bytes";
    public const string Pattern = "pattern";
    public const string KeepLast = "keep_last";

    private const double MostDays = 36_500;
    private const int MostKept = 1_000_000;
    private const int LongestPath = 4_096;

    private static readonly string[] InputFields = [Target, Rules];
    private static readonly string[] TargetFields = [Path, Container];
    private static readonly string[] RuleFields = [OlderThanDays, LargerThanBytes, Pattern, KeepLast];

    public static void Check(JsonElement input, FieldErrors errors)
    {
        if (!IsObject(input, "input", "target and rules", errors))
        {
            return;
        }

        RefuseUnknown(input, "input", InputFields, errors);
        CheckTarget(Find(input, Target), errors);
        CheckRules(Find(input, Rules), errors);
    }

    private static void CheckTarget(JsonElement? target, FieldErrors errors)
    {
        if (!IsObject(target, "input.target", "path", errors))
        {
            return;
        }

        RefuseUnknown(target!.Value, "input.target", TargetFields, errors);
        if (Find(target.Value, Container) is not null)
        {
            errors.Add("input.target.container", "is given; this server cleans up folders only, so allowed is path.");
        }
        else if (Find(target.Value, Path) is not { ValueKind: JsonValueKind.String } path)
        {
            errors.Add("input.target.path", "is no string; allowed is a folder below one of the configured roots.");
        }
        else if (string.IsNullOrWhiteSpace(path.GetString()) || path.GetString()!.Length > LongestPath)
        {
            errors.Add("input.target.path", $"has {path.GetString()!.Length} characters; allowed is a path of 1 to {LongestPath}.");
        }
    }

    private static void CheckRules(JsonElement? rules, FieldErrors errors)
    {
        if (!IsObject(rules, "input.rules", string.Join(", ", RuleFields), errors))
        {
            return;
        }

        RefuseUnknown(rules!.Value, "input.rules", RuleFields, errors);
        if (RuleFields.All(rule => Find(rules.Value, rule) is null))
        {
            errors.Add("input.rules", $"names no rule, which would pick every file; allowed is at least one of {string.Join(", ", RuleFields)}.");
        }

        if (Find(rules.Value, OlderThanDays) is { } days && !(IsNumber(days) && days.TryGetDouble(out var count) && count is >= 0 and <= MostDays))
        {
            errors.Add("input.rules.older_than_days", $"is {days.GetRawText()}; allowed is a number from 0 to {MostDays}.");
        }

        if (Find(rules.Value, LargerThanBytes) is { } bytes && !(IsNumber(bytes) && bytes.TryGetInt64(out var size) && size >= 0))
        {
            errors.Add("input.rules.larger_than_bytes", $"is {bytes.GetRawText()}; allowed is a whole number from 0.");
        }

        if (Find(rules.Value, KeepLast) is { } keep && !(IsNumber(keep) && keep.TryGetInt32(out var kept) && kept is >= 1 and <= MostKept))
        {
            errors.Add("input.rules.keep_last", $"is {keep.GetRawText()}; allowed is a whole number from 1 to {MostKept}.");
        }

        if (Find(rules.Value, Pattern) is { } pattern)
        {
            CheckPattern(pattern, errors);
        }
    }

    private static void CheckPattern(JsonElement pattern, FieldErrors errors)
    {
        if (pattern.ValueKind != JsonValueKind.String)
        {
            errors.Add("input.rules.pattern", "is no string; allowed is a pattern such as *.log.");
        }
        else if (GlobPattern.TryParse(pattern.GetString()!, out var problem) is null)
        {
            errors.Add("input.rules.pattern", problem);
        }
    }

    private static bool IsObject(JsonElement? value, string path, string fields, FieldErrors errors)
    {
        if (value is { ValueKind: JsonValueKind.Object })
        {
            return true;
        }

        errors.Add(path, $"is {(value is null ? "missing" : "no object")}; allowed is an object with {fields}.");
        return false;
    }

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static void RefuseUnknown(JsonElement parent, string path, string[] known, FieldErrors errors)
    {
        foreach (var property in parent.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            errors.Add($"{path}.{property.Name}", $"is not a field of {path}; allowed are {string.Join(", ", known)}.");
        }
    }
}
