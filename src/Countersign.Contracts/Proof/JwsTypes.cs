namespace Countersign.Contracts.Proof;

/// <summary>The <c>typ</c> of each signed thing, so that none can be passed off as another. Never renamed.</summary>
public static class JwsTypes
{
    /// <summary>A decision on a plan version; the payload is a <see cref="Approvals.Decision"/>.</summary>
    public const string Decision = "countersign-decision";

    /// <summary>What a step did; the payload is a <see cref="StepReceipt"/>.</summary>
    public const string StepReceipt = "countersign-step-receipt";

    /// <summary>How far audit chains reached; the payload is an <see cref="AuditCheckpoint"/>.</summary>
    public const string Checkpoint = "countersign-checkpoint";

    /// <summary>The whole of a proof bundle; the payload is a <see cref="ProofSeal"/>.</summary>
    public const string Seal = "countersign-proof";
}
