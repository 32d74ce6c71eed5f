namespace Countersign.Kinds;

/// <summary>Names bytes in a kind's input: exactly one of the two is set.</summary>
/// <param name="Path">Below one of the configured roots.</param>
/// <param name="UploadId">From <c>POST /api/uploads</c>.</param>
public sealed record InputReference(string? Path = null, string? UploadId = null);
