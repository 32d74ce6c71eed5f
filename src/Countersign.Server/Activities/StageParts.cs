using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// What the stages of a job read of it: from memory where the store knows it (<see cref="JobRecord.Known"/>), else from the store. What a
/// stage has proved holds for the change that it makes next if <see cref="AreUnchanged"/> there.
/// </summary>
internal sealed class StageParts(IPlanStore plans, IJobDocuments documents)
{
    /// <summary>
    /// Whether nobody but this server has touched the store between the record that was read and the one that is to be changed. Where the
    /// store has nothing in memory, what was read counts.
    /// </summary>
    public static bool AreUnchanged(JobRecord read, JobRecord current) => read.Known is null || current.Known is not null;

    public async ValueTask<Plan?> FindPlanAsync(JobRecord record, int version, CancellationToken cancellationToken) =>
        KnownOf(record, version)?.Plan ?? await plans.GetAsync(record.Job.JobId, version, cancellationToken);

    public async ValueTask<Decision?> FindDecisionAsync(JobRecord record, int version, CancellationToken cancellationToken) =>
        KnownOf(record, version) is { } known ? known.Decision : await plans.GetDecisionAsync(record.Job.JobId, version, cancellationToken);

    public async ValueTask<IReadOnlyDictionary<string, StepState>> ReadStepsAsync(
        JobRecord record, int planVersion, CancellationToken cancellationToken) =>
        KnownOf(record, planVersion)?.Steps ?? await documents.GetStepsAsync(record.Job.JobId, planVersion, cancellationToken);

    /// <exception cref="InvalidOperationException">The job has none, though it is past being analysed.</exception>
    public async ValueTask<Analysis> ReadAnalysisAsync(JobRecord record, CancellationToken cancellationToken) =>
        record.Known?.Analysis
        ?? await documents.GetAnalysisAsync(record.Job.JobId, cancellationToken)
        ?? throw new InvalidOperationException($"Job '{record.Job.JobId}' is past its analysis and has none.");

    private static KnownParts? KnownOf(JobRecord record, int version) => record.Known?.Plan?.Version == version ? record.Known : null;
}
