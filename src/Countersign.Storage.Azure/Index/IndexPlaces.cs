using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Index;

/// <summary>Where a job stands in the index: a pure function of its record and its marks.</summary>
internal static class IndexPlaces
{
    public static HashSet<IndexKey> Of(JobRecord record, IndexMarks marks)
    {
        var job = record.Job;
        var card = RowOrder.NewestFirst(job.CreatedAt, job.JobId, marks.Card);
        var status = RowOrder.NewestFirst(job.CreatedAt, job.JobId, marks.Status);
        var places = new HashSet<IndexKey>
        {
            new(IndexPartitions.All, card),
            new(IndexPartitions.Kind(job.Kind), card),
            new(IndexPartitions.Owner(job.Owner), card),
            new(IndexPartitions.Status(job.Status), status),
            new(IndexPartitions.StatusAndOwner(job.Status, job.Owner), status),
        };
        places.UnionWith(JobLabels.Of(job).Select(tag => new IndexKey(IndexPartitions.Tag(tag), card)));
        if (job.TaskId is { } taskId)
        {
            places.Add(new IndexKey(IndexPartitions.Task(taskId), card));
            places.Add(new IndexKey(IndexPartitions.StatusAndTask(job.Status, taskId), status));
        }

        if (record.WakeUp is not null)
        {
            places.Add(new IndexKey(IndexPartitions.Owed, RowOrder.OldestFirst(job.CreatedAt, job.JobId, marks.Owed)));
        }

        return places;
    }
}
