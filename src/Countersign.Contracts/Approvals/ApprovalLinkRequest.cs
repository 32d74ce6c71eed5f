namespace Countersign.Contracts.Approvals;

/// <summary>The body of <c>POST /api/jobs/{id}/approval-links</c>.</summary>
/// <param name="Approver">Who is to decide by the link: <c>user:NAME</c>.</param>
/// <param name="ExpiresInSeconds">1 to 2,592,000. Default: until the gate closes, which ends it in any case.</param>
public sealed record ApprovalLinkRequest(string Approver, double? ExpiresInSeconds = null);
