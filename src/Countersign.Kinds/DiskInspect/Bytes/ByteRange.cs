namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Bytes <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal sealed record ByteRange(long First, long Last);
