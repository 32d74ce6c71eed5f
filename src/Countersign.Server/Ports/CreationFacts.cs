using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>What a job is created with and keeps.</summary>
public static class CreationFacts
{
    /// <exception cref="InvalidOperationException">A change would turn the job into another.</exception>
    public static void RequireUnchanged(Job before, Job after)
    {
        var wrong =
            before.JobId != after.JobId ? "job_id"
            : before.Kind != after.Kind ? "kind"
            : before.Owner != after.Owner ? "owner"
            : before.TaskId != after.TaskId ? "task_id"
            : before.CreatedAt.ToUnixTimeMilliseconds() != after.CreatedAt.ToUnixTimeMilliseconds() ? "created_at"
            : null;
        if (wrong is not null)
        {
            throw new InvalidOperationException($"A change of job '{before.JobId}' alters its {wrong}, which is fixed at creation.");
        }
    }
}
