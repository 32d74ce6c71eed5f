using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Server.Http;

namespace Countersign.Server.Plans;

/// <summary>Reads and checks a decision.</summary>
internal static class DecisionBody
{
    /// <summary>The longest feedback, in characters.</summary>
    public const int LongestFeedback = 10_000;

    private const int MaxSteps = 1000;
    private const int LongestId = 200;

    public static DecisionRequest Read(JsonFields fields, FieldErrors errors) => Read(fields, errors, "");

    /// <param name="fields">The decision's object.</param>
    /// <param name="errors">Where problems go.</param>
    /// <param name="prefix">Where the object stands in the body, with a dot at its end; empty for the body itself.</param>
    public static DecisionRequest Read(JsonFields fields, FieldErrors errors, string prefix)
    {
        var decision = new DecisionRequest
        {
            Approved = fields.Boolean("approved", required: true) ?? false,
            PlanHash = fields.String("plan_hash", maxLength: 100),
            Feedback = fields.String("feedback", LongestFeedback),
            Exclude = fields.Strings("exclude", MaxSteps, LongestId),
            Replan = fields.Boolean("replan"),
        };
        if (decision is { Approved: false, Exclude.Count: > 0 })
        {
            errors.Add(prefix + "exclude", "leaves steps out of an approval; allowed is none with approved: false.");
        }

        if (decision is { Approved: true, Replan: true })
        {
            errors.Add(prefix + "replan", "asks for another plan; allowed is true with approved: false only.");
        }

        if (decision is { Replan: true, Approved: false } && string.IsNullOrWhiteSpace(decision.Feedback))
        {
            errors.Add(prefix + "feedback", "is required with replan: it is what the next plan answers.");
        }

        return decision;
    }
}
