using System.Runtime.InteropServices;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>A row of <c>jobs</c>.</summary>
/// <param name="Key">What the other tables call the job.</param>
/// <param name="Record">The whole record, its input included.</param>
/// <param name="InputApart">Whether the input stands in <c>job_documents</c> instead of in the row.</param>
internal sealed record StoredJob(long Key, JobRecord Record, bool InputApart)
{
    /// <summary>Whether the writer has removed the row, in a transaction that is not committed yet.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>How many bytes of JSON <see cref="JobRecord.Known"/> holds, with what newer versions have replaced.</summary>
    public int KnownLength { get; init; }

    /// <summary>The length of the input's JSON in bytes.</summary>
    public int InputLength => JsonMarshal.GetRawUtf8Value(Record.Job.Input).Length;
}
