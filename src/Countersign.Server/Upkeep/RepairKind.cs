using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Access;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Mends what the doctor finds: one step for each finding, so that the plan shows every act.</summary>
internal sealed class RepairKind(Func<Doctor> doctor, Func<Repairs> repairs, Func<IJobStore> jobs)
    : UpkeepKind(UpkeepKinds.Repair, "Repair", "Mends what the doctor finds and can mend.", Risk.Destructive)
{
    /// <summary>The most that one job mends; the next one finds what is left.</summary>
    public const int MostRepairs = 100;

    private const string Nothing = "nothing";
    private const string Items = "items";

    public override string Rule => "upkeep.request";

    public override string Reason => "An administrator, who owns this job, asked for the repair of what is found.";

    public static JsonElement Input { get; } = Json([]);

    public override async Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var (items, others) = (new JsonArray(), 0);
        await foreach (var finding in doctor().ExamineAllAsync(cancellationToken))
        {
            if (finding.Repairable && items.Count < MostRepairs)
            {
                items.Add(new JsonObject
                {
                    ["finding"] = finding.Name,
                    ["job_id"] = finding.JobId,
                    ["subject"] = finding.Subject,
                    ["detail"] = finding.Detail,
                });
            }
            else
            {
                others++;
            }
        }

        return new Analysis
        {
            Summary = string.Create(CultureInfo.InvariantCulture, $"{items.Count} findings are to be mended, {others} are left."),
            Facts = Json(new JsonObject { [Items] = items, ["left"] = others }),
        };
    }

    public override async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.Step.Action == Nothing)
        {
            return Json([]);
        }

        // From the preview, which the plan's hash covers.
        var subject = context.Step.Preview.Split('\n')[0];
        var owner = (await jobs().GetAsync(context.JobId, cancellationToken))?.Job.Owner;
        var actor = owner is null ? AuditDraft.System : new Caller(owner, []).Actor;
        var mended = await repairs().RunAsync(context.Step.Action, subject, actor, cancellationToken);
        return Json(new JsonObject { ["finding"] = context.Step.Action, ["subject"] = subject, ["repaired"] = mended });
    }

    public override JsonElement Summarize(SummaryContext context)
    {
        JsonElement[] steps = [.. context.Results.Where(result => result.Key != Nothing)
            .OrderBy(result => result.Key.Length).ThenBy(result => result.Key, StringComparer.Ordinal).Select(result => result.Value)];
        return Json(new JsonObject
        {
            ["repaired"] = steps.Count(step => step.GetProperty("repaired").GetBoolean()),
            ["left"] = context.Analysis.Facts.GetProperty("left").GetInt32(),
            [Items] = new JsonArray([.. steps.Select(step => JsonNode.Parse(step.GetRawText()))]),
        });
    }

    protected override IEnumerable<PlanStep> Plan(PlanContext context)
    {
        JsonElement[] items = [.. context.Analysis.Facts.GetProperty(Items).EnumerateArray()];
        if (items.Length == 0)
        {
            yield return new PlanStep { Id = Nothing, Title = "Nothing to mend", Action = Nothing, Preview = "Does nothing.", Risk = Risk.Read };
        }

        for (var i = 0; i < items.Length; i++)
        {
            var finding = items[i].GetProperty("finding").GetString()!;
            yield return new PlanStep
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{i + 1}"),
                Title = $"Mend {finding}",
                Action = finding,
                Preview = $"{items[i].GetProperty("subject").GetString()}\n{items[i].GetProperty("detail").GetString()}",
                Risk = Risk.Destructive,
            };
        }
    }
}
