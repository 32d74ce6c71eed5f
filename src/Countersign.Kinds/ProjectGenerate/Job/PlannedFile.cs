namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>A file as a plan shows it.</summary>
internal sealed record PlannedFile(string Path, long Size, string Sha256);
