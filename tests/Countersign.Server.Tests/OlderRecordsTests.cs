using System.Text;
using Countersign.Server.Ports;
using Xunit;

namespace Countersign.Server.Tests;

/// <summary>What an earlier release stored is read with what was added since at its default.</summary>
public sealed class OlderRecordsTests
{
    private const string Record = """
        {"job":{"job_id":"j","kind":"k","name":"n","input":{},"status":"awaiting_approval","phase":"approval","progress":10,"owner":"o",
        "tags":[],"priority":0,"attempt":1,"created_at":"2026-01-01T00:00:00.000Z","plan":{"version":1,"hash":"sha256:1","steps":2},
        "approval":{"mode":"required","required":2,"votes":[{"actor":"user:a","approved":true,"at":"2026-01-01T00:00:00.000Z"}],"approvers":[],
        "allow_self":true,"on_timeout":"fail","timeout_seconds":300,"expires_at":"2026-01-01T00:05:00.000Z"},"cost":{}},
        "request_digest":"d","max_rounds":3,"last_seq":4,"gate":{"event_name":"decision:v1","expires_at":"2026-01-01T00:05:00.000Z"},
        "updated_at":"2026-01-01T00:00:00.000Z"}
        """;

    [Fact]
    public void Record_OfAHeldPlan_IsWhole()
    {
        var record = StoredJson.Read(Encoding.UTF8.GetBytes(Record), StoredJson.Record);

        Assert.Empty(record.Links);
        Assert.Empty(record.KeyedAnswers);
        Assert.Null(record.Drift);
        Assert.Empty(record.Job.Approval.Escalation);
        Assert.Empty(record.Job.Approval.EscalatedTo);
        Assert.Empty(Assert.Single(record.Job.Approval.Votes).Exclude);
        Assert.Equal("planner", record.Job.Plan!.CreatedBy);
        Assert.Empty(JobLabels.Of(record.Job));
    }

    [Fact]
    public void Decision_IsForTheWholePlan()
    {
        const string Decision = """
            {"job_id":"j","plan_version":1,"plan_hash":"sha256:1","approved":true,"actor":"user:a","at":"2026-01-01T00:00:00.000Z"}
            """;

        var decision = StoredJson.Read(Encoding.UTF8.GetBytes(Decision), StoredJson.Decision);

        Assert.Empty(decision.Exclude);
        Assert.False(decision.Replan);
    }
}
