using System.Text.Json;
using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>The stages of one job, each a call that repeats itself where the machine failed and says whether to go on.</summary>
internal sealed class JobStages(IOrchestrationContext context, string jobId, int run)
{
    public Task<StageOutcome> AnalyzeAsync() =>
        RepeatAsync(attempt => CallAsync(JobActivities.Analyze, new AnalyzeTask(jobId, attempt, run)));

    /// <summary>Plans and asks, again for as long as somebody wants another plan.</summary>
    /// <param name="round">The planner's round to begin with.</param>
    /// <param name="first">How the first attempt at that round ended; null when there was none yet.</param>
    /// <returns>The plan that may be executed; null when the job has ended.</returns>
    public async Task<PlanReference?> AgreeAsync(int round, PlanOutcome? first)
    {
        while (true)
        {
            var planned = await PlanAsync(round, first);
            first = null;
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

    /// <summary>Executes step after step until one says something other than to go on. A call may execute several.</summary>
    public async Task<StageOutcome> ExecuteAsync(PlanReference plan)
    {
        var outcome = new StageOutcome(StageVerdict.Proceed);
        for (var (index, attempt) = (0, 1); index < plan.StepIds.Count;)
        {
            outcome = await CallAsync(
                JobActivities.ExecuteStep, new StepTask(jobId, plan.Version, plan.Hash, plan.StepIds[index], attempt, run));
            if (IndexOf(plan, outcome.StepId) is var reached && reached > index)
            {
                (index, attempt) = (reached, 1);
            }

            if (await IsToBeCalledAgainAsync(outcome.Verdict, outcome.RetryAfterSeconds, outcome.ResumeEvent))
            {
                attempt = AttemptAfter(outcome.Verdict, attempt);
            }
            else if (outcome.Verdict == StageVerdict.Proceed)
            {
                (index, attempt) = (index + 1, 1);
            }
            else
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

    private static int IndexOf(PlanReference plan, string? stepId)
    {
        for (var i = 0; i < plan.StepIds.Count; i++)
        {
            if (plan.StepIds[i] == stepId)
            {
                return i;
            }
        }

        return -1;
    }

    private async Task<PlanOutcome> PlanAsync(int round, PlanOutcome? first)
    {
        for (var attempt = 1; ;)
        {
            var outcome = first ?? await CallAsync(JobActivities.Plan, new PlanTask(jobId, round, attempt, run));
            first = null;
            if (!await IsToBeCalledAgainAsync(outcome.Verdict, outcome.RetryAfterSeconds, outcome.ResumeEvent))
            {
                return outcome;
            }

            attempt = AttemptAfter(outcome.Verdict, attempt);
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
            if (!await IsToBeCalledAgainAsync(outcome.Verdict, outcome.RetryAfterSeconds, outcome.ResumeEvent))
            {
                return outcome;
            }

            attempt = AttemptAfter(outcome.Verdict, attempt);
        }
    }

    /// <summary>Waits for what an outcome says to wait for; false where it says that there is nothing to wait for.</summary>
    private async Task<bool> IsToBeCalledAgainAsync(StageVerdict verdict, double retryAfterSeconds, string? resumeEvent)
    {
        switch (verdict)
        {
            case StageVerdict.Retry or StageVerdict.Queued:
                await WaitAsync(retryAfterSeconds);
                return true;
            case StageVerdict.Paused:
                await WaitForResumptionAsync(resumeEvent!);
                return true;
            default:
                return false;
        }
    }

    private static int AttemptAfter(StageVerdict verdict, int attempt) => verdict == StageVerdict.Retry ? attempt + 1 : attempt;

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
