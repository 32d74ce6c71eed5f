namespace Countersign.Contracts.Jobs;

/// <summary>Bytes that a client sent for jobs to read.</summary>
/// <param name="UploadId">What <c>upload_id</c> in a kind's input names.</param>
/// <param name="Name">The file name that the client gave.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256"><c>sha256:</c> and lower-case hex.</param>
public sealed record Upload(string UploadId, string Name, long Size, string Sha256);
