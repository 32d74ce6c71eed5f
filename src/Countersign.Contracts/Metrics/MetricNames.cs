namespace Countersign.Contracts.Metrics;

/// <summary>What is measured of every job. Kinds add names of their own. Wire names, never renamed.</summary>
public static class MetricNames
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 64;

    /// <summary>What a name looks like, for messages.</summary>
    public const string Pattern = "^[a-z][a-z0-9_]{0,63}$";

    /// <summary>1 when the job completed, 0 when it ended otherwise; its average over runs is the success rate.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>From the beginning of the analysis to the end, waiting for a decision included.</summary>
    public const string Duration = "duration_seconds";

    /// <summary>From submission to the beginning of the analysis.</summary>
    public const string Queue = "queue_seconds";

    /// <summary>How long plans were held for a decision, all versions of this attempt together; absent when none was.</summary>
    public const string ApprovalWait = "approval_wait_seconds";

    /// <summary>Which attempt at the job ended: 1 for the first, and a retry counts up.</summary>
    public const string Attempts = "attempts";

    /// <summary>How many versions of the plan there were; absent before the first.</summary>
    public const string PlanVersions = "plan_versions";

    /// <summary>How many steps the last version of the plan has; absent before the first.</summary>
    public const string Steps = "steps";

    /// <summary>How many files the job's steps saved; absent when none.</summary>
    public const string Artifacts = "artifacts";

    /// <summary>How long one run of one step took; also of a run that failed.</summary>
    public const string StepDuration = "step_duration_seconds";

    /// <summary>Whether the text can be a name.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
