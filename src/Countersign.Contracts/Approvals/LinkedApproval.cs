using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Approvals;

/// <summary>What an approval link shows, to clients that ask for JSON.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its title.</param>
/// <param name="Requester">Who submitted it.</param>
/// <param name="Approver">Who decides by the link.</param>
/// <param name="ExpiresAt">From when on the link opens nothing.</param>
/// <param name="Plan">The plan to decide on.</param>
public sealed record LinkedApproval(
    string JobId, string Kind, string Name, string Requester, string Approver, DateTimeOffset ExpiresAt, Plan Plan);
