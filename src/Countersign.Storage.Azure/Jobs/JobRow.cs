using System.Runtime.InteropServices;
using System.Text.Json;
using Azure.Data.Tables;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>A job's row, and the row that holds its input when that is long.</summary>
/// <remarks>An input never changes and may be a megabyte, while the job's row is rewritten with every log line.</remarks>
internal static class JobRow
{
    private const int LongestInlineInput = 4096;
    private static readonly JsonElement NoInput = JsonElement.Parse("null"u8);

    public static bool IsInputApart(JobRecord record) => InputOf(record).Length > LongestInlineInput;

    public static byte[] InputOf(JobRecord record) => JsonMarshal.GetRawUtf8Value(record.Job.Input).ToArray();

    /// <summary>The record as its row holds it.</summary>
    public static byte[] Write(JobRecord record) =>
        StoredJson.Write(IsInputApart(record) ? WithInput(record, NoInput) : record, StoredJson.Record);

    /// <summary>The row without the record itself.</summary>
    public static TableEntity Create(JobRecord record, string generation, IndexMarks marks, RecentWrites writes) =>
        new(record.Job.JobId, JobRows.Job)
        {
            [Columns.LastSeq] = record.LastSeq,
            [Columns.Generation] = generation,
            [Columns.CardMark] = marks.Card,
            [Columns.StatusMark] = marks.Status,
            [Columns.OwedMark] = marks.Owed,
            [Columns.InputApart] = IsInputApart(record),
            [Columns.Writes] = writes.ToString(),
        };

    public static StoredJob Read(TableEntity row, byte[] record, byte[]? input)
    {
        var read = StoredJson.Read(record, StoredJson.Record);
        return new StoredJob(
            input is null ? read : WithInput(read, StoredJson.ReadDocument(input)),
            row.ETag,
            Text(row, Columns.Generation),
            new IndexMarks(Text(row, Columns.CardMark), Text(row, Columns.StatusMark), Text(row, Columns.OwedMark)),
            input is not null,
            row.GetString(Columns.Blob),
            new RecentWrites(row.GetString(Columns.Writes) ?? ""),
            IsRemoving(row));
    }

    public static bool IsRemoving(TableEntity row) => row.GetBoolean(Columns.Removing) ?? false;

    private static string Text(TableEntity row, string column) => row.GetString(column)
        ?? throw new InvalidDataException($"The row of job '{row.PartitionKey}' has no column '{column}'.");

    private static JobRecord WithInput(JobRecord record, JsonElement input) => record with { Job = record.Job with { Input = input } };
}
