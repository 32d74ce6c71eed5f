using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;

namespace Countersign.Contracts.Proof.Checks;

/// <summary>The job's audit rows are chained without a gap, and tell of the same plans, decisions and steps, in a right order.</summary>
internal static class ChainCheck
{
    private const string Place = "An audit row";

    public static void Run(
        JsonElement bundle,
        JsonElement job,
        IReadOnlyList<ProvenPlan> plans,
        IReadOnlyDictionary<long, ProvenDecision> decisions,
        IReadOnlyList<ProvenReceipt> receipts)
    {
        var rows = bundle.Items("audit", "The bundle");
        CheckLinks(rows, job);
        CheckSubmission(rows, job);
        CheckPlans(rows, plans);
        CheckDecisions(rows, decisions);
        CheckStarts(rows, decisions);
        CheckReceipts(rows, receipts);
    }

    private static void CheckLinks(IReadOnlyList<JsonElement> rows, JsonElement job)
    {
        var previous = AuditChain.GenesisOf(job.Text("job_id", "The job"), job.Instant("created_at", "The job"));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Number("seq", Place) != i + 1 || rows[i].Text("previous", Place) != previous)
            {
                throw new UnprovenException($"Audit row {i + 1} does not follow the one before it: a row was removed, inserted or moved.");
            }

            previous = HashOf(rows[i]);
            if (rows[i].Text("hash", Place) != previous)
            {
                throw new UnprovenException($"Audit row {i + 1} does not have the hash that it names: it was changed.");
            }
        }
    }

    private static void CheckSubmission(IReadOnlyList<JsonElement> rows, JsonElement job)
    {
        var data = rows.Count > 0 && rows[0].Text("act", Place) == AuditActs.Submitted
            ? rows[0].Of("data", JsonValueKind.Object, Place)
            : throw new UnprovenException("The audit rows do not begin with the job's submission.");
        if (rows[0].Text("actor", Place) != $"user:{job.Text("owner", "The job")}"
            || data.Text("kind", Place) != job.Text("kind", "The job")
            || data.Text("approval_mode", Place) != job.Text("approval_mode", "The job"))
        {
            throw new UnprovenException("The audit rows tell of another owner, kind or approval mode than the job has.");
        }
    }

    private static string HashOf(JsonElement row)
    {
        var content = new JsonObject();
        foreach (var name in (string[])["act", "actor", "at", "data", "previous", "seq"])
        {
            content[name] = row.TryGetProperty(name, out var value)
                ? JsonSerializer.SerializeToNode(value, ContractsJson.Default.JsonElement)
                : throw new UnprovenException($"{Place} has no member '{name}'.");
        }

        return CanonicalJson.DigestOf(content.Deserialize(ContractsJson.Default.JsonElement));
    }

    private static void CheckPlans(IReadOnlyList<JsonElement> rows, IReadOnlyList<ProvenPlan> plans)
    {
        var made = Of(rows, AuditActs.PlanMade, AuditActs.PlanEdited)
            .Select(data => (data.Number("plan_version", Place), data.Text("plan_hash", Place)));
        if (!made.SequenceEqual(plans.Select(plan => (plan.Version, plan.Hash))))
        {
            throw new UnprovenException("The audit rows tell of other plan versions than those in the bundle.");
        }
    }

    private static void CheckDecisions(IReadOnlyList<JsonElement> rows, IReadOnlyDictionary<long, ProvenDecision> decisions)
    {
        var told = Of(rows, EventTypes.Approved, EventTypes.Rejected)
            .Where(data => data.TextOrNull("signature") is not null)
            .Select(data => data.Text("signature", Place)).Order(StringComparer.Ordinal);
        if (!told.SequenceEqual(decisions.Values.Select(decision => DigestOf(decision.Text)).Order(StringComparer.Ordinal)))
        {
            throw new UnprovenException("The audit rows tell of other decisions than those in the bundle.");
        }
    }

    private static void CheckStarts(IReadOnlyList<JsonElement> rows, IReadOnlyDictionary<long, ProvenDecision> decisions)
    {
        var approved = new HashSet<long>();
        foreach (var row in rows)
        {
            var act = row.Text("act", Place);
            if (act is not (EventTypes.Approved or EventTypes.StepStarted))
            {
                continue;
            }

            var version = row.Of("data", JsonValueKind.Object, Place).Number("plan_version", Place);
            if (act == EventTypes.Approved)
            {
                approved.Add(version);
            }
            else if (decisions.ContainsKey(version) && !approved.Contains(version))
            {
                throw new UnprovenException($"Audit row {row.Number("seq", Place)} tells of a step that started before the approval.");
            }
        }
    }

    private static void CheckReceipts(IReadOnlyList<JsonElement> rows, IReadOnlyList<ProvenReceipt> receipts)
    {
        var told = Of(rows, EventTypes.StepCompleted, EventTypes.StepFailed).Select(data => data.Text("receipt", Place));
        if (!told.SequenceEqual(receipts.Select(receipt => receipt.Text)))
        {
            throw new UnprovenException("The audit rows tell of other step receipts than those in the bundle.");
        }
    }

    private static IEnumerable<JsonElement> Of(IReadOnlyList<JsonElement> rows, params string[] acts) =>
        rows.Where(row => acts.Contains(row.Text("act", Place))).Select(row => row.Of("data", JsonValueKind.Object, Place));

    private static string DigestOf(string text) => Digest.Of(System.Text.Encoding.ASCII.GetBytes(text));
}
