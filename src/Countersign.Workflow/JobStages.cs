using System.Text.Json;
using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>The stages of one job, each a call that repeats itself where the machine failed and says whether to go on.</summary>
internal sealed class JobStages(IOrchestrationContext context, string jobId, int run)
{
    public Task<bool> AnalyzeAsync() =>
        RepeatAsync(attempt => CallAsync(JobActivities.Analyze, new AnalyzeTask(jobId, attempt, run)));

    public async Task<PlanOutcome> PlanAsync(int round)
    {
        for (var attempt = 1; ;)
        {
            var outcome = await CallAsync(JobActivities.Plan, new PlanTask(jobId, round, attempt, run));
            switch (outcome.Verdict)
            {
                case StageVerdict.Retry:
                    await WaitAsync(outcome.RetryAfterSeconds);
                    attempt++;
                    break;
                case StageVerdict.Paused:
                    await WaitForResumptionAsync(outcome.ResumeEvent!);
                    break;
                default:
                    return outcome;
            }
        }
    }

    /// <summary>Waits until the store holds a decision on the plan; true when it is approval.</summary>
    public async Task<bool> AskAsync(PlanReference plan, Gate? gate)
    {
        while (gate is not null)
        {
            var expired = await WaitAtAsync(gate);
            var outcome = await CallAsync(JobActivities.ReadDecision, new GateTask(jobId, plan, gate, expired));
            if (outcome.Verdict == GateVerdict.Stopped)
            {
                return false;
            }

            gate = outcome.Gate;
        }

        return true;
    }

    public Task<bool> ExecuteAsync(PlanReference plan, string stepId) =>
        RepeatAsync(attempt => CallAsync(JobActivities.ExecuteStep, new StepTask(jobId, plan.Version, plan.Hash, stepId, attempt, run)));

    public Task FinishAsync(PlanReference plan) =>
        RepeatAsync(_ => CallAsync(JobActivities.Finish, new FinishTask(jobId, plan.Version, plan.Hash, run)));

    public Task FailAsync(string activity) =>
        context.CallActivityAsync(JobActivities.Fail, new FailTask(jobId, activity, run), ActivityRetries.ForFail);

    private Task<TResult> CallAsync<TInput, TResult>(Activity<TInput, TResult> activity, TInput input) =>
        context.CallActivityAsync(activity, input, ActivityRetries.ForAll);

    private async Task<bool> RepeatAsync(Func<int, Task<StageOutcome>> call)
    {
        for (var attempt = 1; ;)
        {
            var outcome = await call(attempt);
            switch (outcome.Verdict)
            {
                case StageVerdict.Retry:
                    await WaitAsync(outcome.RetryAfterSeconds);
                    attempt++;
                    break;
                case StageVerdict.Paused:
                    await WaitForResumptionAsync(outcome.ResumeEvent!);
                    break;
                default:
                    return outcome.Verdict == StageVerdict.Proceed;
            }
        }
    }

    private Task WaitAsync(double seconds) => context.CreateTimerAsync(context.CurrentUtc.AddSeconds(seconds));

    /// <summary>
    /// Without a limit: a job may be paused for as long as somebody likes, and the store owes the event until an activity has run
    /// after it.
    /// </summary>
    private Task<JsonElement> WaitForResumptionAsync(string eventName) => context.WaitForExternalEventAsync<JsonElement>(eventName);

    /// <summary>Waits for the gate's event or its expiry; true when the clock came first.</summary>
    private async Task<bool> WaitAtAsync(Gate gate)
    {
        using var rest = new CancellationTokenSource();
        // Any JSON will do: what an event carries is never read, only that something came.
        var woken = context.WaitForExternalEventAsync<JsonElement>(gate.EventName, rest.Token);
        var expired = context.CreateTimerAsync(gate.ExpiresAt, rest.Token);

        var first = await Task.WhenAny(woken, expired);
        rest.Cancel(); // Not CancelAsync: it would continue on another thread.
        return first == expired;
    }
}
