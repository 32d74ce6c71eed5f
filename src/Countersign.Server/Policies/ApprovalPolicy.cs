using Countersign.Contracts.Plans;

namespace Countersign.Server.Policies;

/// <summary>
/// A rule that may approve a plan without a person, where the job asks for it with <c>approval.mode: policy</c>. Every part that
/// is set has to hold. A plan with a destructive step is never approved by a rule.
/// </summary>
public sealed class ApprovalPolicy
{
    /// <summary>What the decision is recorded under, as <c>policy:NAME</c>. Lower-case letters, digits and hyphens.</summary>
    public string Name { get; set; } = "";

    /// <summary>The kinds that it is for. Default: all.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>The gravest risk that it approves, <c>read</c> or <c>write</c>. Default <c>read</c>.</summary>
    public Risk MaxRisk { get; set; }

    /// <summary>The highest estimated cost, in the currency of the configured prices. Default: any, also unknown.</summary>
    public double? MaxCost { get; set; }

    /// <summary>The longest estimated duration in seconds. Default: any, also unknown.</summary>
    public double? MaxDurationSeconds { get; set; }

    /// <summary>The most bytes estimated to be read. Default: any, also unknown.</summary>
    public long? MaxBytesRead { get; set; }

    /// <summary>The most bytes estimated to be written. Default: any, also unknown.</summary>
    public long? MaxBytesWritten { get; set; }

    /// <summary>The most tokens estimated to be used. Default: any, also unknown.</summary>
    public long? MaxTokens { get; set; }

    /// <summary>
    /// Within how many days a person must have approved a whole plan of the same kind, input, content and steps. Default: not asked
    /// for.
    /// </summary>
    public double? ApprovedWithinDays { get; set; }
}
