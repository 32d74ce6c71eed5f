using Countersign.Server.Policies;

namespace Countersign.Server;

/// <summary>How plans are held; section <c>Approval</c>.</summary>
public sealed class ApprovalOptions
{
    /// <summary>How long a plan waits for a decision. Default 5 minutes. A job's own <c>timeout_seconds</c> goes first.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Rules of <c>approval.mode: policy</c>; the first that holds approves. Default: none, so a person decides.</summary>
    public IList<ApprovalPolicy> Policies { get; } = [];
}
