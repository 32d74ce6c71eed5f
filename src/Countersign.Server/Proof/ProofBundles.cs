using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Proof;
using Countersign.Server.Audit;
using Countersign.Server.Ports;

namespace Countersign.Server.Proof;

/// <summary>Puts together what proves a job, and seals it.</summary>
internal sealed class ProofBundles(
    IPlanStore plans, IJobDocuments documents, IAuditLog log, ISigner signer, Signatures signatures, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>The bundle of a job as it is now.</summary>
    public async Task<ProofBundle> MakeAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var job = record.Job;
        var (versions, decisions) = await ReadPlansAsync(record, cancellationToken);
        var rows = await ReadRowsAsync(record, cancellationToken);
        var analysis = await documents.GetAnalysisAsync(job.JobId, cancellationToken);
        var bundle = new ProofBundle
        {
            CreatedAt = clock.GetUtcNow(),
            Job = new ProofJob
            {
                JobId = job.JobId,
                Kind = job.Kind,
                Owner = job.Owner,
                Status = job.Status,
                CreatedAt = job.CreatedAt,
                ApprovalMode = job.Approval.Mode,
                Input = job.Input,
                ExecutedPlanHash = record.ExecutedPlanHash,
            },
            Content = analysis?.Content ?? [],
            Plans = versions,
            Decisions = decisions,
            Receipts = [.. rows.Select(ReceiptOf).OfType<string>()],
            Audit = rows,
            Keys = await signer.GetKeysAsync(cancellationToken),
        };
        return bundle with { Seal = await SealAsync(bundle, cancellationToken) };
    }

    private async Task<(IReadOnlyList<Plan> Plans, IReadOnlyList<string> Decisions)> ReadPlansAsync(
        JobRecord record, CancellationToken cancellationToken)
    {
        var versions = new List<Plan>();
        var decisions = new List<string>();
        for (var version = 1; version <= (record.Job.Plan?.Version ?? 0); version++)
        {
            if (await plans.GetAsync(record.Job.JobId, version, cancellationToken) is { } plan)
            {
                versions.Add(plan);
            }

            if (await plans.GetDecisionAsync(record.Job.JobId, version, cancellationToken) is { Signature: { } signature })
            {
                decisions.Add(signature);
            }
        }

        return (versions, decisions);
    }

    /// <remarks>Up to the row that the record names: what is written meanwhile belongs to a later state of the job.</remarks>
    private async Task<List<AuditRow>> ReadRowsAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var rows = new List<AuditRow>();
        var end = record.Audited?.Seq ?? 0;
        while (rows.Count < end)
        {
            var page = await log.ReadAsync(record.Job.JobId, rows.Count, (int)Math.Min(PageSize, end - rows.Count), cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            rows.AddRange(page.Select(entry => AuditRows.Of(record.Job.JobId, entry)));
        }

        return rows;
    }

    private async Task<string> SealAsync(ProofBundle bundle, CancellationToken cancellationToken)
    {
        // The bundle as it is written, without its seal.
        var written = JsonSerializer.SerializeToNode(bundle, ContractsJson.Default.ProofBundle)!.AsObject();
        written.Remove("seal");
        var seal = new ProofSeal(CanonicalJson.DigestOf(written.Deserialize(ContractsJson.Default.JsonElement)));
        var payload = CanonicalJson.Serialize(JsonSerializer.SerializeToElement(seal, ContractsJson.Default.ProofSeal));
        return await signatures.SignAsync(JwsTypes.Seal, payload, cancellationToken);
    }

    private static string? ReceiptOf(AuditRow row) =>
        row.Data.TryGetProperty("receipt", out var receipt) && receipt.ValueKind == JsonValueKind.String ? receipt.GetString() : null;
}
