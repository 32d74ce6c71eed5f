using System.Text.Json;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Audit;

/// <summary>Walks along one chain and finds the first row that is not as it was written.</summary>
/// <param name="jobId">The job; null for the host's chain.</param>
/// <param name="genesis">What the first row follows.</param>
internal sealed class ChainCheck(string? jobId, string genesis)
{
    /// <summary>How far the chain is sound.</summary>
    public AuditHead Head { get; private set; } = new(0, genesis);

    /// <summary>Goes one row on.</summary>
    /// <returns>Why the row, or the one before it, is not as it was written; null when it fits.</returns>
    public BrokenAuditRow? Add(AuditEntry entry) => Add(entry, out _);

    /// <inheritdoc cref="Add(AuditEntry)"/>
    /// <param name="entry">The next row.</param>
    /// <param name="row">What the row tells; null when it tells nothing.</param>
    public BrokenAuditRow? Add(AuditEntry entry, out AuditRow? row)
    {
        var expected = Head.Seq + 1;
        try
        {
            row = AuditChain.Read(jobId, entry.Content.Span);
        }
        catch (JsonException)
        {
            row = null;
            return Broken(expected, "it is not an audit row any more");
        }

        if (entry.Seq > expected)
        {
            return Broken(expected, "it was removed");
        }

        if (entry.Seq < expected || row.Seq != expected)
        {
            return Broken(expected, $"another row stands in its place, which says that it is number {row.Seq}");
        }

        if (row.Previous != Head.Hash)
        {
            return Head.Seq == 0
                ? Broken(expected, "it does not begin this chain")
                : Broken(Head.Seq, "it is not what the row after it says it is: it was changed, or rows were moved");
        }

        Head = entry.ToHead();
        return null;
    }

    /// <summary>Compares with how far the chain should reach; rows beyond are fine, because others go on writing.</summary>
    /// <param name="head">What the record or a checkpoint says.</param>
    /// <param name="hashAt">The hash of the row of that number; null when the chain ended before.</param>
    /// <param name="who">Who says so, in words.</param>
    public BrokenAuditRow? Compare(AuditHead head, string? hashAt, string who) =>
        hashAt is null ? Broken(Head.Seq + 1, $"it was removed: {who} says that the chain has {head.Seq} rows")
        : hashAt != head.Hash ? Broken(head.Seq, $"it is not the row that {who} names")
        : null;

    private BrokenAuditRow Broken(long seq, string reason) => new(jobId, seq, reason);
}
