using Azure;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>A job's row as it was read.</summary>
/// <param name="Record">The whole record, its input included.</param>
/// <param name="Tag">Changes with every write; updates hold only while it is the same.</param>
/// <param name="Generation">Which life of the identifier this is; fixed at creation.</param>
/// <param name="Marks">Which index rows count.</param>
/// <param name="InputApart">Whether the input stands in a row of its own.</param>
/// <param name="RecordBlob">The blob with the record; null when the row holds it.</param>
/// <param name="Writes">The latest writes of the row.</param>
/// <param name="IsRemoving">Whether the job's removal has begun: for everybody but the one that removes, there is no such job.</param>
internal sealed record StoredJob(
    JobRecord Record,
    ETag Tag,
    string Generation,
    IndexMarks Marks,
    bool InputApart,
    string? RecordBlob,
    RecentWrites Writes,
    bool IsRemoving)
{
    public HashSet<IndexKey> Places => IndexPlaces.Of(Record, Marks);
}
