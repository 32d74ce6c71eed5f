using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Plans;

/// <summary>Compares plan versions step by step. Pure.</summary>
internal static class PlanDiffs
{
    public static PlanDiff Between(Plan before, Plan after)
    {
        var old = before.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        var kept = after.Steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        string[] oldOrder = [.. before.Steps.Select(step => step.Id).Where(kept.Contains)];
        string[] newOrder = [.. after.Steps.Select(step => step.Id).Where(old.ContainsKey)];
        var added = after.Steps.Select(step => old.TryGetValue(step.Id, out var earlier)
            ? Compare(earlier, step, isMoved: Array.IndexOf(oldOrder, step.Id) != Array.IndexOf(newOrder, step.Id))
            : new StepDiff(step.Id, StepChange.Added, [], null, step));
        var removed = before.Steps
            .Where(step => !kept.Contains(step.Id))
            .Select(step => new StepDiff(step.Id, StepChange.Removed, [], step, null));
        return new PlanDiff(before.Version, after.Version, before.InputDigest != after.InputDigest, [.. added, .. removed]);
    }

    private static StepDiff Compare(PlanStep before, PlanStep after, bool isMoved)
    {
        var (old, now) = (ToJson(before), ToJson(after));
        string[] fields = [.. now.EnumerateObject()
            .Where(field => !JsonElement.DeepEquals(field.Value, old.GetProperty(field.Name)))
            .Select(field => field.Name)];
        var change = fields.Length > 0 ? StepChange.Changed : isMoved ? StepChange.Moved : StepChange.Unchanged;
        return new StepDiff(after.Id, change, fields, before, after);
    }

    private static JsonElement ToJson(PlanStep step) => JsonSerializer.SerializeToElement(step, ContractsJson.Default.PlanStep);
}
