using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Events;

/// <summary>What each type of event adds in <c>data</c>.</summary>
internal static class EventData
{
    public static JsonElement Plan(Plan plan) => Of(new JsonObject
    {
        ["plan"] = JsonSerializer.SerializeToNode(plan, ContractsJson.Default.Plan),
    });

    /// <summary>A version after the first.</summary>
    /// <param name="plan">The version.</param>
    /// <param name="reason"><c>feedback</c>, <c>inputs_changed</c>, <c>edit</c> or <c>rollback</c>.</param>
    /// <param name="previous">The version before.</param>
    public static JsonElement Revised(Plan plan, string reason, int previous) => Of(new JsonObject
    {
        ["plan"] = JsonSerializer.SerializeToNode(plan, ContractsJson.Default.Plan),
        ["reason"] = reason,
        ["previous_version"] = previous,
    });

    public static JsonElement Rejected(Decision decision, int? maxRounds) => Of(new JsonObject
    {
        ["decision"] = JsonSerializer.SerializeToNode(decision, ContractsJson.Default.Decision),
        ["max_rounds_reached"] = maxRounds,
    });

    /// <param name="link">Who is asked now.</param>
    /// <param name="approval">With the link among those asked; a link that names somebody who may decide already reminds them.</param>
    public static JsonElement Escalated(EscalationLink link, ApprovalState approval) => Of(new JsonObject
    {
        ["to"] = link.To,
        ["reminder"] = approval.Approvers.Concat(approval.EscalatedTo.SkipLast(1)).Contains(link.To, StringComparer.Ordinal),
        ["after_seconds"] = link.AfterSeconds,
        ["expires_at"] = JsonSerializer.SerializeToNode(approval.ExpiresAt!.Value, ContractsJson.Default.DateTimeOffset),
    });

    public static JsonElement Skipped(PlanStep step, Decision decision) => Of(new JsonObject
    {
        ["step"] = step.Id,
        ["title"] = step.Title,
        ["by"] = decision.Actor,
    });

    public static JsonElement Gate(PlanSummary plan, ApprovalState approval) => Of(new JsonObject
    {
        ["plan_version"] = plan.Version,
        ["plan_hash"] = plan.Hash,
        ["risk"] = SnakeCase.NameOf(plan.Risk),
        ["required"] = approval.Required,
        ["expires_at"] = JsonSerializer.SerializeToNode(approval.ExpiresAt!.Value, ContractsJson.Default.DateTimeOffset),
    });

    public static JsonElement Vote(Vote vote) => Of(new JsonObject
    {
        ["vote"] = JsonSerializer.SerializeToNode(vote, ContractsJson.Default.Vote),
    });

    public static JsonElement Decision(Decision decision) => Of(new JsonObject
    {
        ["decision"] = JsonSerializer.SerializeToNode(decision, ContractsJson.Default.Decision),
    });

    public static JsonElement Step(PlanStep step, int attempt) => Of(new JsonObject
    {
        ["step"] = step.Id,
        ["title"] = step.Title,
        ["attempt"] = attempt,
    });

    public static JsonElement Retry(PlanStep step, int attempt, double retryAfterSeconds) => Of(new JsonObject
    {
        ["step"] = step.Id,
        ["title"] = step.Title,
        ["attempt"] = attempt,
        ["retry_after_seconds"] = retryAfterSeconds,
    });

    public static JsonElement Log(string? step, int attempt, JobLogLevel level, string message) => Of(new JsonObject
    {
        ["step"] = step,
        ["attempt"] = attempt,
        ["level"] = SnakeCase.NameOf(level),
        ["message"] = message,
    });

    public static JsonElement Paused(string actor, JobStatus from) => Of(new JsonObject
    {
        ["by"] = actor,
        ["from"] = SnakeCase.NameOf(from),
    });

    public static JsonElement Resumed(string actor, Job job) => Of(new JsonObject
    {
        ["by"] = actor,
        ["expires_at"] = job.Status == JobStatus.AwaitingApproval && job.Approval.ExpiresAt is { } expiresAt
            ? JsonSerializer.SerializeToNode(expiresAt, ContractsJson.Default.DateTimeOffset)
            : null,
    });

    public static JsonElement Retried(string actor, Job job) => Of(new JsonObject
    {
        ["by"] = actor,
        ["attempt"] = job.Attempt,
    });

    public static JsonElement Cancelled(string actor) => Of(new JsonObject { ["by"] = actor });

    private static JsonElement Of(JsonObject data) => data.Deserialize(ContractsJson.Default.JsonElement);
}
