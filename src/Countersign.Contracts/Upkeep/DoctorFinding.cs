namespace Countersign.Contracts.Upkeep;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Finding">One of <see cref="DoctorFindings"/>.</param>
/// <param name="JobId">The job; null where it is about none.</param>
/// <param name="Detail">What was found, for people.</param>
/// <param name="Repairable">Whether <c>POST /api/admin/doctor/repair</c> mends it.</param>
public sealed record DoctorFinding(string Finding, string? JobId, string Detail, bool Repairable);
