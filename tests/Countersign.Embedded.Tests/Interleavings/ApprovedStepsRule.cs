using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>What must hold of every job that has ended.</summary>
internal static class ApprovedStepsRule
{
    public static async Task CheckAsync(
        InProcessServer server, JobRecord record, IEnumerable<RecordedStep> allRuns, int crashes, string where)
    {
        var jobId = record.Job.JobId;
        RecordedStep[] runs = [.. allRuns.Where(run => run.JobId == jobId)];
        var context = $"{where}, job {jobId} ended as {record.Job.Status}; ran {string.Join(" ", runs.Select(run => $"v{run.PlanVersion}.{run.StepId}"))}";
        var approved = await ApprovedVersionsAsync(server, record);
        Assert.True(approved.Count <= 1, $"{context}; approved are {string.Join(", ", approved.Keys)}");
        Assert.True(record.Job.Status == JobStatus.Completed || record.Job.Status == JobStatus.Cancelled || approved.Count == 0, context);
        if (approved.Count == 0)
        {
            Assert.True(runs.Length == 0 && record.Job.Status != JobStatus.Completed, context);
            return;
        }

        var (version, steps) = approved.Single();
        var plan = (await server.Plans.GetAsync(jobId, version, CancellationToken.None))!;
        Assert.All(runs, run => Assert.True(run.PlanVersion == version && run.PlanHash == plan.Hash, context));

        // Each step that was cut off by a crash may have run again; none may have run out of turn.
        string[] ran = [.. runs.Select(run => run.StepId).Distinct()];
        Assert.True(ran.SequenceEqual(steps.Take(ran.Length)), $"{context}; approved is {string.Join(" ", steps)}");
        Assert.True(runs.Length <= ran.Length + crashes, context);
        if (record.Job.Status == JobStatus.Completed)
        {
            Assert.True(ran.Length == steps.Length, $"{context}; approved is {string.Join(" ", steps)}");
            Assert.True(record.ExecutedPlanHash == plan.Hash, context);
        }
    }

    /// <summary>Version to the steps that were approved of it.</summary>
    private static async Task<Dictionary<int, string[]>> ApprovedVersionsAsync(InProcessServer server, JobRecord record)
    {
        var approved = new Dictionary<int, string[]>();
        for (var version = 1; version <= (record.Job.Plan?.Version ?? 0); version++)
        {
            var plan = await server.Plans.GetAsync(record.Job.JobId, version, CancellationToken.None);
            if (await server.Plans.GetDecisionAsync(record.Job.JobId, version, CancellationToken.None) is { Approved: true } decision)
            {
                Assert.Equal(plan!.Hash, decision.PlanHash);
                approved.Add(version, [.. plan.Steps.Select(step => step.Id).Where(id => !decision.Exclude.Contains(id))]);
            }
        }

        return approved;
    }
}
