using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Upkeep;
using Countersign.Kinds;
using Countersign.Server.Access;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Removes the jobs that an administrator names.</summary>
internal sealed class PurgeKind(Func<JobPurge> purge, Func<IJobStore> jobs)
    : UpkeepKind(UpkeepKinds.Purge, "Purge", "Removes ended jobs as an administrator asked.", Risk.Destructive)
{
    private const string Before = "before";
    private const string Statuses = "statuses";

    public override string Rule => "upkeep.request";

    public override string Reason => "An administrator, who owns this job, asked for exactly this.";

    public static JsonElement InputOf(PurgeRequest request) => Json(new JsonObject
    {
        [Before] = request.Before!.Value.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        [Statuses] = new JsonArray([.. (request.Statuses ?? JobPurge.FinalStatuses).Distinct().Select(status => (JsonNode)SnakeCase.NameOf(status))]),
    });

    public override async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var (before, statuses) = Read(context.Input);
        var atMost = await purge().CountAsync(before, statuses, cancellationToken);
        return new Analysis
        {
            Summary = string.Create(CultureInfo.InvariantCulture, $"At most {atMost} jobs are to go."),
            Facts = Json(new JsonObject { ["jobs_at_most"] = atMost }),
        };
    }

    public override async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var (before, statuses) = Read(context.Input);
        var owner = (await jobs().GetAsync(context.JobId, cancellationToken))?.Job.Owner;
        var actor = owner is null ? AuditDraft.System : new Caller(owner, []).Actor;
        return CleanupKind.Show(await purge().RemoveAsync(before, statuses, actor, CleanupKind.Tell(context), cancellationToken));
    }

    public override JsonElement Summarize(SummaryContext context) => context.Results[Step];

    protected override IEnumerable<PlanStep> Plan(PlanContext context)
    {
        var (before, statuses) = Read(context.Input);
        yield return new PlanStep
        {
            Id = Step,
            Title = "Remove jobs",
            Action = Step,
            Preview = $"Removes every job in {string.Join(", ", statuses.Select(SnakeCase.NameOf))} that ended before {before:O}, with all that belongs to it.",
            Risk = Risk.Destructive,
        };
    }

    private const string Step = "purge";

    private static (DateTimeOffset Before, IReadOnlyList<JobStatus> Statuses) Read(JsonElement input) => (
        input.GetProperty(Before).GetDateTimeOffset(),
        [.. input.GetProperty(Statuses).EnumerateArray().Select(name => JobPurge.FinalStatuses.Single(status => SnakeCase.NameOf(status) == name.GetString()))]);
}
