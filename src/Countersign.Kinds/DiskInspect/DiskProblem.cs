namespace Countersign.Kinds.DiskInspect;

/// <summary>Something wrong on a disk that does not stop the inspection: a bad checksum, an overlap, a damaged backup.</summary>
/// <param name="Code">Stable and snake_case, for programs.</param>
/// <param name="Message">For people; names the thing, what it is, and what was expected.</param>
internal sealed record DiskProblem(string Code, string Message);
