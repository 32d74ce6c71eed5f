namespace Countersign.Server.Ports;

/// <summary>Bytes that were stored.</summary>
/// <param name="ContentId">Names them; never given twice.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256"><c>sha256:</c> and lower-case hex.</param>
public sealed record StoredContent(string ContentId, long Size, string Sha256);
