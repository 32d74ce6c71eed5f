using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Countersign.Contracts.Hashing;

namespace Countersign.Contracts.Proof;

/// <summary>How audit rows are written and chained; docs/proof.md tells it to other languages.</summary>
public static class AuditChain
{
    /// <summary>The <c>previous</c> of the host's first row.</summary>
    public static string HostGenesis { get; } = Digest.Of("""{"chain":"host"}"""u8);

    /// <summary>The <c>previous</c> of a job's first row; another for a job that takes the identifier of one that was removed.</summary>
    public static string GenesisOf(string jobId, DateTimeOffset createdAt)
    {
        var output = new ArrayBufferWriter<byte>(128);
        output.Write("{\"created_at\":"u8);
        CanonicalString.Write(Instant(createdAt), output);
        output.Write(",\"job_id\":"u8);
        CanonicalString.Write(jobId, output);
        output.Write("}"u8);
        return Digest.Of(output.WrittenSpan);
    }

    /// <summary>
    /// A row's content: the canonical form (RFC 8785) of <c>{act, actor, at, data, previous, seq}</c>. Its digest is the row's hash.
    /// </summary>
    /// <param name="previous">The chain before the row.</param>
    /// <param name="at">When it was done.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="act">What was done.</param>
    /// <param name="facts">What the act adds.</param>
    public static byte[] Write(AuditHead previous, DateTimeOffset at, string actor, string act, IEnumerable<AuditFact> facts)
    {
        ArgumentNullException.ThrowIfNull(previous);
        var output = ScratchBuffer.Take();
        output.Write("{\"act\":"u8);
        CanonicalString.Write(act, output);
        output.Write(",\"actor\":"u8);
        CanonicalString.Write(actor, output);
        output.Write(",\"at\":"u8);
        CanonicalString.Write(Instant(at), output);
        output.Write(",\"data\":"u8);
        WriteFacts(facts, output);
        output.Write(",\"previous\":"u8);
        CanonicalString.Write(previous.Hash, output);
        output.Write(",\"seq\":"u8);
        WriteNumber(previous.Seq + 1, output);
        output.Write("}"u8);
        var content = output.WrittenSpan.ToArray();
        ScratchBuffer.GiveBack(output);
        return content;
    }

    /// <summary>The row that a content tells.</summary>
    /// <exception cref="JsonException">It is no JSON of a row.</exception>
    public static AuditRow Read(string? jobId, ReadOnlySpan<byte> content)
    {
        var row = JsonSerializer.Deserialize(content, ContractsJson.Default.AuditContent) ?? throw new JsonException("The row is null.");
        return new AuditRow
        {
            Seq = row.Seq,
            JobId = jobId,
            At = row.At,
            Actor = row.Actor,
            Act = row.Act,
            Data = row.Data,
            Previous = row.Previous,
            Hash = Digest.Of(content),
        };
    }

    private static void WriteFacts(IEnumerable<AuditFact> facts, ArrayBufferWriter<byte> output)
    {
        var separator = "{"u8;
        foreach (var fact in facts.Where(fact => fact.Text is not null || fact.Number is not null).OrderBy(fact => fact.Name, StringComparer.Ordinal))
        {
            output.Write(separator);
            CanonicalString.Write(fact.Name, output);
            output.Write(":"u8);
            if (fact.Text is { } text)
            {
                CanonicalString.Write(text, output);
            }
            else
            {
                WriteNumber(fact.Number!.Value, output);
            }

            separator = ","u8;
        }

        output.Write(separator[0] == (byte)'{' ? "{}"u8 : "}"u8);
    }

    private static void WriteNumber(long number, ArrayBufferWriter<byte> output) =>
        Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture), output);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
