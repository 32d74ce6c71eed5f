using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.AgentPlan;

/// <summary>What several jobs read, as the content of one.</summary>
internal static class ContentUnion
{
    /// <exception cref="WorkFailedException"><c>inputs_changed</c>, retryable: one job saw another content under a name than the next.</exception>
    public static IReadOnlyList<ContentEntry> Of(IEnumerable<PlannedJob> jobs)
    {
        var all = new SortedDictionary<string, ContentEntry>(StringComparer.Ordinal);
        foreach (var entry in jobs.SelectMany(job => job.Analysis.Content))
        {
            if (all.TryGetValue(entry.Name, out var other) && other != entry)
            {
                throw new WorkFailedException(
                    ErrorCodes.InputsChanged, $"'{entry.Name}' changed while the plan's jobs were looked at, or names two things.", retryable: true);
            }

            all[entry.Name] = entry;
        }

        return [.. all.Values];
    }
}
