using System.Runtime.CompilerServices;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Upkeep;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Compares the engine's instances with their jobs.</summary>
internal sealed class InstanceExamination(IJobStore jobs, IOrchestrationClient engine, TimeProvider clock)
{
    /// <summary>An orchestration ends in the moments after its job.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const char BeforeRun = '@';

    /// <summary>What is wrong with any instance.</summary>
    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await engine.QueryAsync(new OrchestrationFilter(), continuationToken: next, cancellationToken: cancellationToken);
            foreach (var state in page.Instances.Where(state => state.Name == WireNames.JobOrchestration))
            {
                await Task.Yield();
                if (await ExamineAsync(state, cancellationToken) is { } finding)
                {
                    yield return finding;
                }
            }

            next = page.ContinuationToken;
        }
        while (next is not null);
    }

    /// <summary>What is wrong with one instance; null where nothing is, or there is none.</summary>
    public async Task<Finding?> ExamineAsync(string instanceId, CancellationToken cancellationToken) =>
        await engine.GetAsync(instanceId, cancellationToken) is { } state ? await ExamineAsync(state, cancellationToken) : null;

    private async Task<Finding?> ExamineAsync(OrchestrationState state, CancellationToken cancellationToken)
    {
        var jobId = state.InstanceId.Split(BeforeRun)[0];
        var record = await jobs.GetAsync(jobId, cancellationToken);
        if (record is null)
        {
            // Instances go before their jobs: one that is still there now has none.
            return await engine.GetAsync(state.InstanceId, cancellationToken) is null
                ? null
                : new Finding(
                    DoctorFindings.InstanceOrphaned,
                    jobId,
                    state.InstanceId,
                    $"The orchestration '{state.InstanceId}' is {SnakeCase.NameOf(state.Status)}, and there is no job '{jobId}'.");
        }

        var job = record.Job;
        return !state.IsFinal && job.Status.IsFinal() && record.WakeUp is null && job.CompletedAt < clock.GetUtcNow() - Grace
            ? new Finding(
                DoctorFindings.StatusDiffers,
                jobId,
                state.InstanceId,
                $"The job is {SnakeCase.NameOf(job.Status)}, and its orchestration '{state.InstanceId}' is still {SnakeCase.NameOf(state.Status)}.")
            : null;
    }
}
