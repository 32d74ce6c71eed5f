using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.AgentPlan;

/// <summary>A job of another kind as a part of a plan: its whole input, and what the kind's own analysis found.</summary>
/// <param name="Number">1 and up; stays the same over all versions of the plan.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Input">As the kind's own check accepted it; secrets stand in it as references.</param>
/// <param name="Why">For whoever decides.</param>
/// <param name="Analysis">The kind's own.</param>
internal sealed record PlannedJob(int Number, string Kind, JsonElement Input, string Why, Analysis Analysis)
{
    /// <summary>Over the RFC 8785 form of the input. Stands in the preview of each step, so that the plan's hash binds the input.</summary>
    public string InputDigest { get; } = CanonicalJson.DigestOf(Input);

    /// <summary>Names the part of the job: prefix of steps and artifacts.</summary>
    public string Part => string.Create(CultureInfo.InvariantCulture, $"{Number}");

    public bool IsSame(string kind, JsonElement input) => Kind == kind && InputDigest == CanonicalJson.DigestOf(input);
}
