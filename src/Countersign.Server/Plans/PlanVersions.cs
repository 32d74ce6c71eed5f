using System.Globalization;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Plans;

/// <summary>Reads plan versions by the numbers that requests name.</summary>
internal sealed class PlanVersions(IPlanStore plans)
{
    /// <summary>Every version, the first first.</summary>
    public async Task<IReadOnlyList<PlanVersion>> ListAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var versions = new List<PlanVersion>();
        for (var number = 1; number <= (record.Job.Plan?.Version ?? 0); number++)
        {
            var plan = await plans.GetAsync(record.Job.JobId, number, cancellationToken)
                ?? throw new InvalidOperationException($"Plan version {number} of job '{record.Job.JobId}' is missing.");
            versions.Add(new PlanVersion
            {
                Version = plan.Version,
                Hash = plan.Hash,
                CreatedAt = plan.CreatedAt,
                CreatedBy = plan.CreatedBy,
                Feedback = plan.Feedback,
                Steps = plan.Steps.Count,
                Risk = plan.HighestRisk(),
                Decision = await plans.GetDecisionAsync(record.Job.JobId, number, cancellationToken),
            });
        }

        return versions;
    }

    /// <summary>The version of a number in a route; otherwise why there is none.</summary>
    public async Task<(Plan? Plan, Refusal? Refusal)> FindAsync(JobRecord record, string number, CancellationToken cancellationToken) =>
        record.Job.Plan is null ? (null, Refusals.PlanNotReady(record.Job.Status))
        : !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == 0
            ? (null, Refusals.Invalid("version", $"is '{number}'; allowed is a whole number from 1."))
            : await FindAsync(record, version, cancellationToken);

    /// <summary>The version of a number; otherwise why there is none.</summary>
    public async Task<(Plan? Plan, Refusal? Refusal)> FindAsync(JobRecord record, int version, CancellationToken cancellationToken) =>
        await plans.GetAsync(record.Job.JobId, version, cancellationToken) is { } plan
            ? (plan, null)
            : (null, Refusals.PlanVersionNotFound(version, record.Job.Plan?.Version ?? 0));
}
