using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite.Artifacts;
using Countersign.Storage.Sqlite.Audit;
using Countersign.Storage.Sqlite.Events;
using Countersign.Storage.Sqlite.Metrics;
using Countersign.Storage.Sqlite.Plans;

namespace Countersign.Storage.Sqlite;

/// <summary>Writes what a change adds to a job beside its record.</summary>
internal static class JobParts
{
    /// <returns>How many bytes those parts took that <see cref="KnownParts"/> tells of.</returns>
    /// <exception cref="InvalidOperationException">The plan version, the decision or the audit row is there already.</exception>
    public static int Write(SqliteSession session, long job, JobChange change, long firstSeq)
    {
        for (var i = 0; i < change.Events.Count; i++)
        {
            EventTable.Append(session, job, change.Record, firstSeq + i, change.Events[i]);
        }

        var known = 0;
        var jobId = change.Record.Job.JobId;
        if (change.Plan is { } plan)
        {
            known += PlanTable.Insert(session, job, jobId, plan);
        }

        if (change.Decision is { } decision)
        {
            known += PlanTable.InsertDecision(session, job, jobId, decision);
        }

        if (change.Audit.Count > 0)
        {
            AuditTable.Append(session, job, jobId, change.Audit);
        }

        if (change.Step is { } step)
        {
            known += StepTable.Replace(session, job, step);
        }

        if (change.NextStep is { } next)
        {
            known += StepTable.Replace(session, job, next);
        }

        if (change.Artifacts.Count > 0)
        {
            ArtifactTable.Append(session, job, change.Artifacts);
        }

        if (change.Metrics.Count > 0)
        {
            MetricTable.Append(session, job, MetricPack.Of(change));
        }

        if (change.Analysis is { } analysis)
        {
            known += DocumentTable.Replace(session, job, DocumentNames.Analysis, StoredJson.Write(analysis, StoredJson.Analysis));
        }

        if (change.Result is { } result)
        {
            DocumentTable.Replace(session, job, DocumentNames.Result, StoredJson.WriteDocument(result));
        }

        return known;
    }
}
