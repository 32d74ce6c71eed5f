using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Live;

/// <summary>A decision on a job with what it was made from.</summary>
internal sealed record DecidedChange<TOutcome>(TOutcome Outcome, JobChange? Change, JobRecord Before)
{
    public long FirstSeq => Before.LastSeq + 1;

    public bool HasEvents => Change is { Events.Count: > 0 };

    /// <summary>Whether the change is the job's end.</summary>
    public bool IsEnd => Change is { } change && change.Record.Job.Status.IsFinal() && !Before.Job.Status.IsFinal();
}
