namespace Countersign.Contracts.Upkeep;

/// <summary>What <c>GET /api/admin/doctor</c> answers.</summary>
/// <param name="Items">What is not as it should be; empty when all is well.</param>
/// <param name="Complete">Whether everything was looked at; false where the time was up, or the list long enough, before.</param>
public sealed record DoctorReport(IReadOnlyList<DoctorFinding> Items, bool Complete);
