using System.Text.Json;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>
/// Checks <c>{target: {path} or {container}, rules: {older_than_days?, larger_than_bytes?, pattern?, keep_last?}}</c> and lists every problem.
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
    private const int LongestContainer = 63;

    private static readonly string[] InputFields = [Target, Rules];
    private static readonly string[] TargetFields = [Path, Container];
    private static readonly string[] RuleFields = [OlderThanDays, LargerThanBytes, Pattern, KeepLast];

    /// <param name="input">What a client sent.</param>
    /// <param name="containers">The containers that may be cleaned up; null where the server has no blob storage.</param>
    /// <param name="errors">Where problems go.</param>
    public static void Check(JsonElement input, IReadOnlyList<string>? containers, FieldErrors errors)
    {
        if (!IsObject(input, "input", "target and rules", errors))
        {
            return;
        }

        RefuseUnknown(input, "input", InputFields, errors);
        CheckTarget(Find(input, Target), containers, errors);
        CheckRules(Find(input, Rules), errors);
    }

    private static void CheckTarget(JsonElement? target, IReadOnlyList<string>? containers, FieldErrors errors)
    {
        if (!IsObject(target, "input.target", containers is null ? Path : $"either {Path} or {Container}", errors))
        {
            return;
        }

        RefuseUnknown(target!.Value, "input.target", TargetFields, errors);
        var path = Find(target.Value, Path);
        if (Find(target.Value, Container) is { } container)
        {
            CheckContainer(container, path is not null, containers, errors);
        }
        else if (path is not { ValueKind: JsonValueKind.String })
        {
            errors.Add(
                "input.target.path",
                $"is no string; allowed is a folder below one of the configured roots{(containers is null ? "" : ", or container in place of path")}.");
        }
        else if (string.IsNullOrWhiteSpace(path.Value.GetString()) || path.Value.GetString()!.Length > LongestPath)
        {
            errors.Add("input.target.path", $"has {path.Value.GetString()!.Length} characters; allowed is a path of 1 to {LongestPath}.");
        }
    }

    private static void CheckContainer(JsonElement container, bool hasPath, IReadOnlyList<string>? containers, FieldErrors errors)
    {
        const string field = "input.target.container";
        if (containers is null)
        {
            errors.Add(field, "is given; this server has no blob containers and cleans up folders only, so allowed is path.");
        }
        else if (hasPath)
        {
            errors.Add(field, "is given together with path; allowed is one of the two.");
        }
        else if (container.ValueKind != JsonValueKind.String || !containers.Contains(container.GetString()!, StringComparer.Ordinal))
        {
            var given = container.ValueKind == JsonValueKind.String ? $"'{Shorten(container.GetString()!)}'" : "no string";
            errors.Add(
                field,
                containers.Count == 0
                    ? $"is {given}; allowed is none, because the configuration lists no container (Inputs:Containers)."
                    : $"is {given}; allowed is a container that the configuration lists (Inputs:Containers): {string.Join(", ", containers)}.");
        }
    }

    private static string Shorten(string text) => text.Length <= LongestContainer ? text : text[..LongestContainer] + "...";

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
