using System.Text.Json;
using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>The stages of one job, each a call that repeats itself where the machine failed and says whether to go on.</summary>
internal sealed class JobStages(IOrchestrationContext context, string jobId, int run)
{
    public async Task<bool> AnalyzeAsync()
    {
        var outcome = await RepeatAsync(attempt => CallAsync(JobActivities.Analyze, new AnalyzeTask(jobId, attempt, run)));
        return outcome.Verdict == StageVerdict.Proceed;
    }

    /// <summary>Plans and asks, again for as long as somebody wants another plan.</summary>
    /// <param name="round">The planner's round to begin with.</param>
    /// <returns>The plan that may be executed; null when the job has ended.</returns>
    public async Task<PlanReference?> AgreeAsync(int round)
    {
        while (true)
        {
            var planned = await PlanAsync(round);
            if (planned.Plan is not { } plan)
            {
                return null;
            }

            var answer = await AskAsync(plan, planned.Gate);
            if (answer.Verdict != GateVerdict.Replan)
            {
                return answer.Verdict == GateVerdict.Approved ? answer.Plan : null;
            }

            round = answer.Round;
        }
    }

    /// <summary>Executes step after step until one says something other than to go on.</summary>
    public async Task<StageOutcome> ExecuteAsync(PlanReference plan)
    {
        var outcome = new StageOutcome(StageVerdict.Proceed);
        foreach (var stepId in plan.StepIds)
        {
            outcome = await RepeatAsync(attempt =>
                CallAsync(JobActivities.ExecuteStep, new StepTask(jobId, plan.Version, plan.Hash, stepId, attempt, run)));
            if (outcome.Verdict != StageVerdict.Proceed)
            {
                break;
            }
        }

        return outcome;
    }

    public Task FinishAsync(PlanReference plan) =>
        RepeatAsync(_ => CallAsync(JobActivities.Finish, new FinishTask(jobId, plan.Version, plan.Hash, run)));

    public Task FailAsync(string activity) =>
        context.CallActivityAsync(JobActivities.Fail, new FailTask(jobId, activity, run), ActivityRetries.ForFail);

    private async Task<PlanOutcome> PlanAsync(int round)
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

    /// <summary>Waits until the store holds a decision on the plan that is held then, which may be a later version.</summary>
    private async Task<GateOutcome> AskAsync(PlanReference plan, Gate? gate)
    {
        var outcome = new GateOutcome(GateVerdict.Approved, gate, plan);
        while (outcome.Gate is { } open)
        {
            var expired = await WaitAtAsync(open);
            outcome = await CallAsync(JobActivities.ReadDecision, new GateTask(jobId, plan, open, expired, run));
            plan = outcome.Plan ?? plan;
        }

        return outcome with { Plan = plan };
    }

    private Task<TResult> CallAsync<TInput, TResult>(Activity<TInput, TResult> activity, TInput input) =>
        context.CallActivityAsync(activity, input, ActivityRetries.ForAll);

    private async Task<StageOutcome> RepeatAsync(Func<int, Task<StageOutcome>> call)
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
                    return outcome;
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
