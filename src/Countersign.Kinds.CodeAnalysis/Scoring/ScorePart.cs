namespace Countersign.Kinds.CodeAnalysis.Scoring;

/// <summary>One line of the score's arithmetic.</summary>
/// <param name="Part">What it is about.</param>
/// <param name="Formula">The calculation with its numbers.</param>
/// <param name="Deduction">What it takes from 10, rounded to hundredths.</param>
internal sealed record ScorePart(string Part, string Formula, double Deduction);
