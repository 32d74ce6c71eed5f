using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Scoring;

/// <summary>Something to do, and what it is worth.</summary>
/// <param name="Rule">The rule whose findings it is about; <c>coverage</c> for tests.</param>
/// <param name="Title">What to do away with.</param>
/// <param name="Severity">The gravest of the findings.</param>
/// <param name="Findings">How many there are.</param>
/// <param name="Gain">How many points the score would rise if all were gone.</param>
/// <param name="Advice">How.</param>
internal sealed record Recommendation(string Rule, string Title, Severity Severity, int Findings, double Gain, string Advice);
