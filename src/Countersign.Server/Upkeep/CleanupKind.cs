using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Removes what is past its retention.</summary>
/// <remarks>The parts are made when they are needed: kinds are made while options are validated.</remarks>
internal sealed class CleanupKind(
    Func<JobPurge> purge, Func<UploadSweep> uploads, Func<ILeftovers> leftovers, Func<WorkFolders> folders, TimeProvider clock)
    : UpkeepKind(
        UpkeepKinds.Cleanup,
        "Clean-up",
        "Removes jobs, uploads and leftovers that are past what Retention configures.",
        Risk.Destructive)
{
    /// <summary>Longer than a step runs: what it saves is listed when it ends.</summary>
    public static readonly TimeSpan LeftoverGrace = TimeSpan.FromDays(2);

    private const string Before = "before";
    private const string KeepLast = "keep_last";
    private const string Age = "jobs_by_age";
    private const string Count = "jobs_by_count";
    private const string Uploads = "uploads";
    private const string Leftovers = "leftovers";

    public override string Rule => "upkeep.retention";

    public override string Reason => "The operator of this server configured it (Retention:KeepFor, Retention:KeepLast).";

    /// <summary>What one clean-up goes by: the retention that is configured, at its time.</summary>
    public static JsonElement InputOf(RetentionOptions retention, DateTimeOffset now)
    {
        var input = new JsonObject { [Before] = (now - retention.KeepFor).ToString("O", CultureInfo.InvariantCulture) };
        if (retention.KeepLast is { } count)
        {
            input[KeepLast] = count;
        }

        return Json(input);
    }

    public override async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var (before, _) = Read(context.Input);
        var atMost = await purge().CountAsync(before, JobPurge.FinalStatuses, cancellationToken);
        return new Analysis
        {
            Summary = string.Create(CultureInfo.InvariantCulture, $"At most {atMost} jobs ended before {before:O}."),
            Facts = Json(new JsonObject { ["jobs_at_most"] = atMost }),
        };
    }

    public override async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var (before, keepLast) = Read(context.Input);
        return context.Step.Action switch
        {
            Age => Show(await purge().RemoveAsync(before, JobPurge.FinalStatuses, AuditDraft.System, Tell(context), cancellationToken)),
            Count => Show(await purge().KeepLastAsync(keepLast!.Value, AuditDraft.System, Tell(context), cancellationToken)),
            Uploads => Json(new JsonObject { ["removed"] = await uploads().RunAsync(before, cancellationToken) }),
            _ => Json(new JsonObject { ["removed"] = await RemoveLeftoversAsync(cancellationToken) }),
        };
    }

    protected override IEnumerable<PlanStep> Plan(PlanContext context)
    {
        var (before, keepLast) = Read(context.Input);
        yield return Step(Age, "Remove jobs by their age", $"Removes every job that ended before {before:O}, with all that belongs to it.");
        if (keepLast is { } count)
        {
            yield return Step(
                Count,
                "Remove jobs by their number",
                string.Create(CultureInfo.InvariantCulture, $"Removes ended jobs but the newest {count}, with all that belongs to them."));
        }

        yield return Step(Uploads, "Remove uploads that nothing names", $"Removes uploads sent before {before:O} that no job, task or schedule names.");
        yield return Step(Leftovers, "Remove leftovers", "Removes bytes that nothing names and working folders that nobody touched for a week.");
    }

    internal static Action<int> Tell(StepContext context) => removed =>
        context.Reporter.Log(string.Create(CultureInfo.InvariantCulture, $"Removed {removed} jobs so far."));

    internal static JsonElement Show(PurgeOutcome outcome) =>
        Json(new JsonObject { ["removed"] = outcome.Removed, ["complete"] = outcome.Complete });

    private async Task<int> RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        var removed = folders().ReleaseForgotten();
        var found = leftovers();
        await foreach (var leftover in found.FindAsync(clock.GetUtcNow() - LeftoverGrace, cancellationToken))
        {
            await found.RemoveAsync(leftover, cancellationToken);
            removed++;
        }

        return removed;
    }

    private static (DateTimeOffset Before, int? KeepLast) Read(JsonElement input) => (
        input.GetProperty(Before).GetDateTimeOffset(),
        input.TryGetProperty(KeepLast, out var count) ? count.GetInt32() : null);

    private static PlanStep Step(string id, string title, string preview) =>
        new() { Id = id, Title = title, Action = id, Preview = preview, Risk = Risk.Destructive };
}
