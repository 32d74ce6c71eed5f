using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>One attempt at one step, with what was stored before it.</summary>
internal sealed class StepRun
{
    private readonly IReadOnlyDictionary<string, StepState> _states;
    private readonly TimeProvider _clock;

    public StepRun(
        JobRecord record, Plan plan, PlanStep step, StepTask task, IReadOnlyDictionary<string, StepState> states, TimeProvider clock)
    {
        Job = record.Job;
        MaxRounds = record.MaxRounds;
        Plan = plan;
        Step = step;
        Run = task.Run;
        Repetition = task.Attempt;
        _states = states;
        Attempt = IsRepeat ? Before!.Attempt : (Before?.Attempt ?? 0) + 1;
        _clock = clock;

        Index = plan.Steps.TakeWhile(candidate => candidate.Id != step.Id).Count();
        From = ProgressScale.StepStart(Index, plan.Steps.Count);
        To = ProgressScale.StepStart(Index + 1, plan.Steps.Count);
        State = IsRepeat ? Before! : new StepState
        {
            StepId = step.Id,
            PlanVersion = plan.Version,
            PlanHash = plan.Hash,
            Status = StepStatus.Running,
            Attempt = Attempt,
            StartedAt = clock.GetUtcNow(),
            Note = Before?.Note,
        };
    }

    public Job Job { get; }

    /// <summary>How many plan versions the planner may make.</summary>
    public int MaxRounds { get; }

    public Plan Plan { get; }

    public PlanStep Step { get; }

    /// <summary>The step's place in the plan, from 0.</summary>
    public int Index { get; }

    public bool IsLast => Index + 1 == Plan.Steps.Count;

    /// <summary>The attempt at the job.</summary>
    public int Run { get; }

    /// <summary>Which repetition it is after failures of the machine, from 1 in each attempt at the job.</summary>
    public int Repetition { get; }

    /// <summary>Counts every run of the step but repeats after a crash, over all attempts at the job.</summary>
    public int Attempt { get; }

    /// <summary>The job's progress when the step starts.</summary>
    public double From { get; }

    /// <summary>The job's progress when the step is done.</summary>
    public double To { get; }

    /// <summary>The step's state while this attempt runs.</summary>
    public StepState State { get; private set; }

    /// <summary>Whether an earlier run of the step has completed it.</summary>
    public bool IsDone => Before?.Status == StepStatus.Completed;

    /// <summary>Whether this very run was started before, and a crash cut it off: a run that ends is stored as ended.</summary>
    public bool IsRepeat => Before is { Status: StepStatus.Running };

    /// <summary>Whether another step of this version has completed.</summary>
    public bool HasEarlierResults => _states.Values.Any(state => state.Status == StepStatus.Completed);

    /// <summary>Step id to result, of the steps that completed.</summary>
    public IReadOnlyDictionary<string, JsonElement> Results => _states.Values
        .Where(state => state is { Status: StepStatus.Completed, Result: not null })
        .ToDictionary(state => state.StepId, state => state.Result!.Value, StringComparer.Ordinal);

    private EventDraft Started => new(EventTypes.StepStarted, EventData.Step(Step, Attempt));

    private StepState? Before => _states.GetValueOrDefault(Step.Id);

    /// <summary>The task that the orchestration would give for another step of the plan, the first time.</summary>
    public StepTask TaskOf(PlanStep step) => new(Job.JobId, Plan.Version, Plan.Hash, step.Id, Attempt: 1, Run);

    /// <summary>Writes down what the kind wants to know in a repeat or a later attempt.</summary>
    public JobChange Note(JobRecord record, JsonElement note)
    {
        State = State with { Note = note };
        return new JobChange { Record = record with { UpdatedAt = _clock.GetUtcNow() }, Step = State };
    }

    /// <summary>Marks the step as running, once for each run; null when a run that was cut off is repeated.</summary>
    public JobChange? Begin(JobRecord record) => IsRepeat
        ? null
        : new JobChange
        {
            Record = record.PastGate() with { ExecutedPlanHash = Plan.Hash, UpdatedAt = _clock.GetUtcNow() },
            Events = [Started],
            Step = State,
        };

    /// <summary>Marks the step as running where the one before it completes.</summary>
    public JobChange BeginAfter(JobChange completion) => completion with { Events = [.. completion.Events, Started], NextStep = State };
}
