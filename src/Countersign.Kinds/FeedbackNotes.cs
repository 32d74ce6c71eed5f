using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>Says in a plan what became of feedback that the kind did not follow.</summary>
public static class FeedbackNotes
{
    private const int Longest = 200;

    /// <summary>The steps with a note at the end of the first one's preview.</summary>
    /// <param name="steps">The plan's steps.</param>
    /// <param name="feedback">What the person said; shortened in the note.</param>
    /// <param name="why">Why it was not followed: a clause that ends the sentence.</param>
    public static IReadOnlyList<PlanStep> NotFollowed(IReadOnlyList<PlanStep> steps, string feedback, string why)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(feedback);
        var quoted = feedback.Length <= Longest ? feedback : feedback[..Longest] + " …";
        var noted = steps[0] with { Preview = $"{steps[0].Preview}\nThe feedback \"{quoted}\" was not followed: {why}." };
        return [noted, .. steps.Skip(1)];
    }
}
