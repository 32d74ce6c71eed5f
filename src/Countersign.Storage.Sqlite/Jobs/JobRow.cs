using System.Runtime.InteropServices;
using System.Text.Json;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>A record on its way into the table <c>jobs</c>: its JSON and the columns that lists are found by.</summary>
/// <remarks>
/// An input never changes, and may be a megabyte in a row that is rewritten with every log line. A long one therefore
/// stands in <c>job_documents</c>, written once.
/// </remarks>
internal sealed class JobRow
{
    private const int LongestInlineInput = 4096;
    private static readonly JsonElement NoInput = JsonElement.Parse("null"u8);

    public JobRow(JobRecord record)
    {
        Record = record;
        InputApart = Input.Length > LongestInlineInput;
        Json = StoredJson.Write(InputApart ? WithInput(record, NoInput) : record, StoredJson.Record);
    }

    public JobRecord Record { get; }

    public bool InputApart { get; }

    public byte[] Json { get; }

    public long CreatedAt => Record.Job.CreatedAt.ToUnixTimeMilliseconds();

    public string Status => SnakeCase.NameOf(Record.Job.Status);

    public string? WakeUp => Record.WakeUp is { } wakeUp ? SnakeCase.NameOf(wakeUp) : null;

    public string Search => SearchText.Of(Record.Job);

    public long? Took => JobDuration.MillisecondsOf(Record.Job);

    private ReadOnlySpan<byte> Input => JsonMarshal.GetRawUtf8Value(Record.Job.Input);

    /// <summary>Reads the columns <c>id, input_apart, record</c>.</summary>
    public static StoredJob Read(SqliteSession session, SqliteRows rows)
    {
        var key = rows.GetInt64(0);
        var apart = rows.GetInt32(1) != 0;
        var record = StoredJson.Read(rows.GetSpan(2), StoredJson.Record);
        return new StoredJob(key, apart ? WithInput(record, ReadInput(session, key)) : record, apart);
    }

    /// <summary>Writes the input beside the row, unless it stands in it or is there already.</summary>
    /// <param name="session">The writing session.</param>
    /// <param name="key">The row's key.</param>
    /// <param name="before">The job before the change; null when it is new.</param>
    public void WriteInputApart(SqliteSession session, long key, StoredJob? before)
    {
        var unchanged = before is { InputApart: true } && Input.SequenceEqual(JsonMarshal.GetRawUtf8Value(before.Record.Job.Input));
        if (InputApart && !unchanged)
        {
            DocumentTable.Replace(session, key, DocumentNames.Input, Input.ToArray());
        }
    }

    private static JsonElement ReadInput(SqliteSession session, long key) =>
        StoredJson.ReadDocument(
            DocumentTable.Find(session, key, DocumentNames.Input)
            ?? throw new InvalidDataException($"The input of the job with key {key} is missing."));

    private static JobRecord WithInput(JobRecord record, JsonElement input) => record with { Job = record.Job with { Input = input } };
}
