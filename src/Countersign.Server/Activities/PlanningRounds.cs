using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>What a record says of the planner's rounds.</summary>
internal static class PlanningRounds
{
    /// <summary>How many versions the planner has made; records from before rounds were counted have one plan, and the planner made it.</summary>
    public static int PlannerRounds(this JobRecord record) => Math.Max(record.Rounds, record.Job.Plan is null ? 0 : 1);

    /// <summary>Whether another plan is wanted because what the current one was made from has changed.</summary>
    public static bool IsReplannedForDrift(this JobRecord record) =>
        record.Drift is { } drift && drift.PlanVersion == record.Job.Plan?.Version;

    /// <summary>What the next plan has to answer: what has changed below the current one, or why it was rejected.</summary>
    public static string? WhatToAnswer(this JobRecord record) =>
        record.IsReplannedForDrift() ? record.Drift!.Difference : record.Job.Approval.Decision?.Feedback;
}
