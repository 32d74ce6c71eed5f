using Countersign.Server.Ports;

namespace Countersign.Conformance.Storage;

/// <summary>What a list must answer, said as plainly as possible; adapters are compared with it.</summary>
internal static class JobListModel
{
    public static IReadOnlyList<JobRecord> List(JobQuery query, IEnumerable<JobRecord> records)
    {
        var matching = records.Where(record => Matches(query, record));
        var ordered = query.OldestFirst
            ? matching.OrderBy(record => record.Job.CreatedAt)
            : matching.OrderByDescending(record => record.Job.CreatedAt);
        return [.. ordered.ThenBy(record => record.Job.JobId, StringComparer.Ordinal)];
    }

    private static bool Matches(JobQuery query, JobRecord record)
    {
        var job = record.Job;
        return (query.Statuses.Count == 0 || query.Statuses.Contains(job.Status))
            && (query.Kind is null || query.Kind == job.Kind)
            && (query.TaskId is null || query.TaskId == job.TaskId)
            && (!query.OfTasks || job.TaskId is not null)
            && (query.Owner is null || query.Owner == job.Owner)
            && (query.Tag is null || job.Tags.Contains(query.Tag))
            && (query.Text is null || Contains(job.Name, query.Text) || Contains(job.JobId, query.Text))
            && (query.CreatedAfter is null || job.CreatedAt > query.CreatedAfter)
            && (query.CreatedBefore is null || job.CreatedAt < query.CreatedBefore);
    }

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
