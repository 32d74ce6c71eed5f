using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Proof.Checks;

namespace Countersign.Contracts.Proof;

/// <summary>Checks a proof bundle without asking anybody. docs/proof.md describes the same for other languages.</summary>
public static class ProofVerifier
{
    /// <summary>Checks everything, in order, and stops at the first thing that is wrong.</summary>
    /// <param name="bundle">The bundle as it was given out; members that are not known here are covered by its seal alone.</param>
    /// <param name="trusted">The server's keys from a source that is trusted; null to believe the keys in the bundle.</param>
    public static ProofVerdict Verify(JsonElement bundle, JsonWebKeySet? trusted)
    {
        try
        {
            return Check(bundle, trusted);
        }
        catch (UnprovenException exception)
        {
            return new ProofVerdict(false, exception.Message, []);
        }
        catch (FormatException exception)
        {
            return new ProofVerdict(false, $"The bundle has no canonical form (RFC 8785): {exception.Message}", []);
        }
        catch (InvalidOperationException)
        {
            // What JsonElement throws for a text that is not Unicode.
            return new ProofVerdict(false, "The bundle holds a text that is not Unicode: it was damaged.", []);
        }
    }

    private static ProofVerdict Check(JsonElement bundle, JsonWebKeySet? trusted)
    {
        if (bundle.Text("format", "The bundle") is var format && format != ProofBundle.FormatName)
        {
            throw new UnprovenException($"The bundle's format is '{format}'; known here is '{ProofBundle.FormatName}'.");
        }

        using var keys = ProofKeys.Of(bundle, trusted);
        SealCheck.Run(bundle, keys);
        var job = bundle.Of("job", JsonValueKind.Object, "The bundle");
        var jobId = job.Text("job_id", "The job");
        var plans = PlanCheck.Run(bundle, job);
        var decisions = DecisionCheck.Run(bundle, jobId, plans, keys);
        var approvals = new PlanApprovals(decisions, job.Text("approval_mode", "The job"));
        var executed = ExecutedPlan(job, plans);
        var approval = executed is null ? null : approvals.Require(executed);
        var receipts = ReceiptCheck.Run(bundle, jobId, plans, approvals, keys);
        ChainCheck.Run(bundle, job, plans, decisions, receipts);
        return new ProofVerdict(true, Statement(job, executed, approval, receipts), keys.Used)
        {
            Artifacts = [.. receipts.SelectMany(receipt => receipt.Artifacts)],
        };
    }

    private static ProvenPlan? ExecutedPlan(JsonElement job, IReadOnlyList<ProvenPlan> plans) => job.TextOrNull("executed_plan_hash") is { } hash
        ? plans.FirstOrDefault(plan => plan.Hash == hash)
            ?? throw new UnprovenException($"The executed plan {hash} is none of the plan versions.")
        : null;

    private static string Statement(JsonElement job, ProvenPlan? executed, ProvenDecision? approval, IReadOnlyList<ProvenReceipt> receipts)
    {
        var (jobId, status) = (job.Text("job_id", "The job"), job.Text("status", "The job"));
        if (executed is null)
        {
            return receipts.Count == 0
                ? $"No step of job '{jobId}' ran; it is {status}."
                : throw new UnprovenException("A step ran, and the job names no executed plan.");
        }

        var completed = receipts.Where(receipt => receipt.IsCompleted && receipt.PlanHash == executed.Hash)
            .Select(receipt => receipt.StepId).ToHashSet(StringComparer.Ordinal);
        var missing = executed.Steps.Select(step => step.Text("id", "A step"))
            .FirstOrDefault(id => !completed.Contains(id) && approval?.Excluded.Contains(id) is not true);
        if (status == "completed" && missing is not null)
        {
            throw new UnprovenException($"The job is completed, and no receipt says that step '{missing}' is.");
        }

        var who = approval is null
            ? "needed no approval, because it only reads"
            : string.Create(CultureInfo.InvariantCulture, $"was approved by {approval.Actor} at {approval.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"What ran is what was approved: plan version {executed.Version} of job '{jobId}' ({executed.Hash}) {who}, and {completed.Count} of its {executed.Steps.Count} steps completed; the job is {status}.");
    }
}
