using System.Collections.Immutable;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Ports;

/// <summary>
/// The parts of an unfinished job that its stages read again and again, whole: what this process has written of them, while nobody else
/// has written to the store.
/// </summary>
public sealed record KnownParts
{
    private static readonly ImmutableDictionary<string, StepState> NoSteps = ImmutableDictionary.Create<string, StepState>(StringComparer.Ordinal);

    /// <summary>The parts of a job that has none yet.</summary>
    public static KnownParts None { get; } = new();

    public Analysis? Analysis { get; private init; }

    /// <summary>The newest version; null before the first.</summary>
    public Plan? Plan { get; private init; }

    /// <summary>The decision on <see cref="Plan"/>; null while there is none.</summary>
    public Decision? Decision { get; private init; }

    /// <summary>The states of those steps of <see cref="Plan"/> that have one, by step id.</summary>
    public ImmutableDictionary<string, StepState> Steps { get; private init; } = NoSteps;

    /// <summary>The parts after a change; null where they have to be read from now on: the job is over, or an older plan was changed.</summary>
    public KnownParts? After(JobChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var plan = change.Plan ?? Plan;
        var isOfPlan = (change.Decision?.PlanVersion ?? plan?.Version) == plan?.Version
            && (change.Step?.PlanVersion ?? plan?.Version) == plan?.Version;
        if (!isOfPlan || change.Record.Job.Status.IsFinal())
        {
            return null;
        }

        var steps = change.Plan is null ? Steps : NoSteps;
        steps = change.Step is { } step ? steps.SetItem(step.StepId, step) : steps;
        return new KnownParts
        {
            Analysis = change.Analysis ?? Analysis,
            Plan = plan,
            Decision = change.Decision ?? (change.Plan is null ? Decision : null),
            Steps = change.NextStep is { } next ? steps.SetItem(next.StepId, next) : steps,
        };
    }
}
