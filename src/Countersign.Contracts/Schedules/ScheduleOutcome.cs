namespace Countersign.Contracts.Schedules;

/// <summary>What became of a run that was due.</summary>
public enum ScheduleOutcome
{
    /// <summary>There is a job.</summary>
    Submitted,

    /// <summary>It was missed, and <c>misfire</c> is <c>skip</c>.</summary>
    Missed,

    /// <summary>The run before had not ended, and <c>overlap</c> is <c>skip</c>.</summary>
    Overlapped,

    /// <summary>The job was refused; the run says why.</summary>
    Refused,
}
