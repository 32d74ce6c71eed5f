using Countersign.Server.Ports;

namespace Countersign.Server.Live;

/// <summary>A decision on a job with the number that its first event gets.</summary>
internal sealed record DecidedChange<TOutcome>(TOutcome Outcome, JobChange? Change, long FirstSeq)
{
    public bool HasEvents => Change is { Events.Count: > 0 };
}
