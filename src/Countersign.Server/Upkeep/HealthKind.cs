using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Upkeep;
using Countersign.Kinds;
using Countersign.Server.Health;

namespace Countersign.Server.Upkeep;

/// <summary>Asks every part how it is, and looks at the jobs that have not ended.</summary>
internal sealed class HealthKind(Func<HealthCheck> health, Func<Doctor> doctor)
    : UpkeepKind(UpkeepKinds.Health, "Health check", "Asks every part how it is and looks at the jobs that have not ended.", Risk.Read)
{
    /// <summary>In the result: whether nothing was found.</summary>
    public const string Healthy = "healthy";

    private const int MostItems = 100;
    private const string Step = "check";

    public override string Rule => "upkeep.health";

    public override string Reason => "A health check only reads.";

    public static JsonElement Input { get; } = Json([]);

    public override Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Analysis { Summary = "Nothing to look at before.", Facts = Json([]) });

    public override async Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var items = new JsonArray();
        var report = await health().RunAsync(cancellationToken);
        foreach (var (component, status) in report.Components.Where(part => part.Value != HealthStatus.Healthy))
        {
            items.Add(Show(new Finding(DoctorFindings.PartUnhealthy, null, component, $"The part '{component}' is {status}.", Repairable: false)));
        }

        await foreach (var finding in doctor().ExamineActiveAsync(cancellationToken).Take(MostItems))
        {
            items.Add(Show(finding));
        }

        return Json(new JsonObject { [Healthy] = items.Count == 0, ["items"] = items });
    }

    public override JsonElement Summarize(SummaryContext context) => context.Results[Step];

    protected override IEnumerable<PlanStep> Plan(PlanContext context)
    {
        yield return new PlanStep
        {
            Id = Step, Title = "Check", Action = Step, Preview = "Reads how every part is, and the jobs that have not ended.", Risk = Risk.Read,
        };
    }

    private static JsonObject Show(Finding finding) => new()
    {
        ["finding"] = finding.Name, ["job_id"] = finding.JobId, ["detail"] = finding.Detail, ["repairable"] = finding.Repairable,
    };
}
