using Countersign.Contracts.Hashing;
using Countersign.Contracts.Proof;

namespace Countersign.Server.Ports;

/// <summary>A row of an audit chain as stores keep it: byte by byte what its hash covers.</summary>
/// <param name="Seq">The row's number.</param>
/// <param name="Content">See <see cref="AuditChain.Write"/>; without a line break.</param>
public sealed record AuditEntry(long Seq, ReadOnlyMemory<byte> Content)
{
    /// <summary>The chain with this row as its newest.</summary>
    public AuditHead ToHead() => new(Seq, Digest.Of(Content.Span));
}
