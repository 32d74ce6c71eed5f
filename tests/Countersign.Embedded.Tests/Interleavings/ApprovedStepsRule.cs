using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>
/// What must hold of every job that has ended: the steps that ran are the approved steps of one approved version, in order and
/// without a gap, or none. Only where a step found its inputs changed does another approved version follow, from its first step.
/// </summary>
internal static class ApprovedStepsRule
{
    public static async Task CheckAsync(
        InProcessServer server, JobRecord record, IEnumerable<RecordedStep> allRuns, int crashes, string where)
    {
        var job = record.Job;
        RecordedStep[] runs = [.. allRuns.Where(run => run.JobId == job.JobId)];
        var approved = await ApprovedVersionsAsync(server, record);
        var drifts = await DriftsAsync(server, job.JobId);
        var context = $"{where}, job {job.JobId} ended as {job.Status}; ran {string.Join(" ", runs.Select(run => $"v{run.PlanVersion}.{run.StepId}"))}; "
            + $"approved are {string.Join(", ", approved.Select(version => $"v{version.Key} ({string.Join(" ", version.Value.Steps)})"))}; {drifts} drifts";
        Assert.True(approved.Count <= 1 + drifts, context);
        Assert.True(approved.Count > 0 || (runs.Length == 0 && job.Status != JobStatus.Completed), context);

        // Never back to a version that another has replaced.
        Assert.True(runs.Select(run => run.PlanVersion).SequenceEqual(runs.Select(run => run.PlanVersion).Order()), context);
        Assert.All(runs, run => Assert.True(approved.ContainsKey(run.PlanVersion), context));
        foreach (var (version, (hash, steps)) in approved)
        {
            RecordedStep[] own = [.. runs.Where(run => run.PlanVersion == version)];
            Assert.All(own, run => Assert.True(run.PlanHash == hash, context));

            // None may have run out of turn; a drift stops a version before its end.
            string[] ran = [.. own.Select(run => run.StepId).Distinct()];
            Assert.True(ran.SequenceEqual(steps.Take(ran.Length)), context);
            Assert.True(version == approved.Keys.Max() || ran.Length < steps.Length, context);
        }

        // A step that was cut off by a crash may have run again, and one that failed has, where somebody retried it.
        Assert.True(runs.Length <= runs.Distinct().Count() + crashes + job.Attempt - 1, context);
        if (job.Status == JobStatus.Completed)
        {
            var (hash, steps) = approved[approved.Keys.Max()];
            Assert.True(runs.Where(run => run.PlanHash == hash).Select(run => run.StepId).Distinct().Count() == steps.Length, context);
            Assert.True(record.ExecutedPlanHash == hash, context);
        }
    }

    /// <summary>Version to its hash and the steps that were approved of it.</summary>
    private static async Task<Dictionary<int, (string Hash, string[] Steps)>> ApprovedVersionsAsync(InProcessServer server, JobRecord record)
    {
        var approved = new Dictionary<int, (string, string[])>();
        for (var version = 1; version <= (record.Job.Plan?.Version ?? 0); version++)
        {
            var plan = await server.Plans.GetAsync(record.Job.JobId, version, CancellationToken.None);
            if (await server.Plans.GetDecisionAsync(record.Job.JobId, version, CancellationToken.None) is { Approved: true } decision)
            {
                Assert.Equal(plan!.Hash, decision.PlanHash);
                approved.Add(version, (plan.Hash, [.. plan.Steps.Select(step => step.Id).Where(id => !decision.Exclude.Contains(id))]));
            }
        }

        return approved;
    }

    private static async Task<int> DriftsAsync(InProcessServer server, string jobId)
    {
        var failed = await server.Events.ReadAsync(jobId, 0, 1000, EventTypes.StepFailed, CancellationToken.None);
        return failed.Count(entry => entry.Error is { Code: ErrorCodes.InputsChanged });
    }
}
