namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>Details of an error: what the client said and what was found.</summary>
internal sealed record Mismatch(string Expected, string Actual);
