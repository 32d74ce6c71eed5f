using System.Collections.Concurrent;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Testing.Durable;

namespace Countersign.Workflow.Tests;

/// <summary>The job's activities with answers that a test sets, and a record of the calls.</summary>
internal sealed class ScriptedServer
{
    private static readonly StageOutcome Proceed = new(StageVerdict.Proceed);

    /// <summary>What was called, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public Func<AnalyzeTask, StageOutcome> Analyze { get; set; } = _ => Proceed;

    public Func<PlanTask, PlanOutcome> Plan { get; set; } = _ => new PlanOutcome(StageVerdict.Proceed, Plan: Reference);

    public Func<GateTask, GateOutcome> ReadDecision { get; set; } = _ => new GateOutcome(GateVerdict.Approved);

    public Func<StepTask, StageOutcome> ExecuteStep { get; set; } = _ => Proceed;

    public Func<FinishTask, StageOutcome> Finish { get; set; } = _ => new StageOutcome(StageVerdict.Stopped);

    /// <summary>A plan of two steps.</summary>
    public static PlanReference Reference { get; } = new(1, "sha256:1", ["a", "b"]);

    public void AddTo(DurableRegistry registry)
    {
        JobOrchestrations.AddTo(registry);
        Add(registry, JobActivities.Analyze, task => $"analyze {task.Attempt}", task => Analyze(task));
        Add(registry, JobActivities.Plan, task => $"plan {task.Round}.{task.Attempt}", task => Plan(task));
        Add(registry, JobActivities.ReadDecision, task => $"read {task.Gate.EventName}{(task.Expired ? " expired" : "")}", task => ReadDecision(task));
        Add(registry, JobActivities.ExecuteStep, task => $"execute {task.StepId} {task.Attempt}", task => ExecuteStep(task));
        Add(registry, JobActivities.Finish, _ => "finish", task => Finish(task));
        Add(registry, JobActivities.Fail, task => $"fail {task.Activity}", _ => new StageOutcome(StageVerdict.Stopped));
    }

    private void Add<TInput, TResult>(
        DurableRegistry registry, Activity<TInput, TResult> activity, Func<TInput, string> name, Func<TInput, TResult> answer) =>
        registry.AddActivity(activity, () => new DelegateActivity<TInput, TResult>((_, input, _) =>
        {
            Calls.Enqueue(name(input));
            return Task.FromResult(answer(input));
        }));
}
