using Countersign.Contracts;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Durable.Sqlite;
using Countersign.Workflow;
using Xunit;

namespace Countersign.Embedded.Tests.Histories;

/// <summary>Jobs that a release began go on under today's code: every recorded history is replayed against it.</summary>
public sealed class RecordedHistoryTests
{
    private static readonly DurableRegistry Registry = JobOrchestrations.AddTo(new DurableRegistry());
    private static readonly DurableSerializer Serializer = new(ContractsJson.Default.Options);

    public static TheoryData<string> Files => [.. HistoryFile.All];

    [Theory]
    [MemberData(nameof(Files))]
    public void Recorded_IsWhatTheCodeStillDoes(string file)
    {
        var divergence = HistoryCheck.FindDivergence(HistoryFile.Read(file), Registry, Serializer);

        Assert.True(
            divergence is null,
            $"{divergence} Jobs that are under way would be failed. Leave the code as it was and add the new one under a version of its own ({nameof(JobOrchestrations)}).");
    }

    [Fact]
    public void EveryPath_IsRecorded() => Assert.Superset(
        JobPaths.Names.ToHashSet(),
        HistoryFile.All.Select(file => file[(file.LastIndexOf('/') + 1)..]).ToHashSet());

    [Fact]
    public void Replay_OfOtherCode_IsFoundOut()
    {
        var changed = new DurableRegistry().AddOrchestration(JobOrchestrations.Job, () => new AskingNobody());

        Assert.All(
            HistoryFile.All,
            file => Assert.NotNull(HistoryCheck.FindDivergence(HistoryFile.Read(file), changed, Serializer)));
    }

    /// <summary>The job orchestration after a change that nobody gave a version.</summary>
    private sealed class AskingNobody : IOrchestration<JobStart, JobEnd>
    {
        public async Task<JobEnd> RunAsync(IOrchestrationContext context, JobStart input)
        {
            await context.CallActivityAsync(JobActivities.Analyze, new AnalyzeTask(input.JobId, 1));
            var plan = await context.CallActivityAsync(JobActivities.Plan, new PlanTask(input.JobId, 1, 1));
            await context.CallActivityAsync(JobActivities.Finish, new FinishTask(input.JobId, plan.Plan!.Version, plan.Plan.Hash));
            return new JobEnd(input.JobId);
        }
    }
}
