using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>Every step that ran is one of an approved plan, ran after the approval, and read what the plan was made from.</summary>
internal static class ReceiptCheck
{
    public static IReadOnlyList<ProvenReceipt> Run(
        JsonElement bundle, string jobId, IReadOnlyList<ProvenPlan> plans, PlanApprovals approvals, ProofKeys keys)
    {
        var content = bundle.Items("content", "The bundle");
        var receipts = bundle.Texts("receipts", "The bundle")
            .Select(text => new ProvenReceipt(text, keys.Open(text, JwsTypes.StepReceipt, "A step receipt"))).ToArray();
        foreach (var receipt in receipts)
        {
            if (receipt.JobId != jobId)
            {
                throw new UnprovenException($"The receipt of step '{receipt.StepId}' is of job '{receipt.JobId}' and not of '{jobId}'.");
            }

            var plan = plans.FirstOrDefault(candidate => candidate.Hash == receipt.PlanHash)
                ?? throw new UnprovenException($"Step '{receipt.StepId}' ran under a plan that is none of the plan versions.");
            CheckStep(receipt, plan, approvals.Require(plan));

            // The bundle has the content that the newest plan was made from; older plans may have been made from other bytes.
            if (plan.InputDigest == plans[^1].InputDigest)
            {
                CheckContent(receipt, plan.FindStep(receipt.StepId)!.Value, content);
            }
        }

        return receipts;
    }

    private static void CheckStep(ProvenReceipt receipt, ProvenPlan plan, ProvenDecision? approval)
    {
        if (plan.FindStep(receipt.StepId) is null || approval?.Excluded.Contains(receipt.StepId) is true)
        {
            throw new UnprovenException($"Step '{receipt.StepId}' ran, and the approval does not cover it.");
        }

        if (receipt.StartedAt < approval?.At)
        {
            throw new UnprovenException($"Step '{receipt.StepId}' started before the plan was approved.");
        }

        if (receipt.InputDigest != plan.InputDigest)
        {
            throw new UnprovenException($"Step '{receipt.StepId}' ran on another input than the plan was made from.");
        }
    }

    /// <summary>A completed step has checked everything that the plan says it reads; one that failed vouches for nothing.</summary>
    private static void CheckContent(ProvenReceipt receipt, JsonElement step, IReadOnlyList<JsonElement> content)
    {
        var named = step.Texts("inputs", "A step").ToHashSet(StringComparer.Ordinal);
        var read = new JsonArray([.. content
            .Where(entry => named.Contains(entry.Text("name", "An entry of content")))
            .Select(entry => JsonSerializer.SerializeToNode(entry, ContractsJson.Default.JsonElement))]);
        if (receipt.IsCompleted && receipt.ContentDigest != CanonicalJson.DigestOf(read.Deserialize(ContractsJson.Default.JsonElement)))
        {
            throw new UnprovenException($"Step '{receipt.StepId}' read something else than the content that the plan was made from.");
        }
    }
}
