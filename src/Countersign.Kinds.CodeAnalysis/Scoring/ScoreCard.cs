namespace Countersign.Kinds.CodeAnalysis.Scoring;

/// <summary>A score from 0 to 10, with how it came about.</summary>
/// <param name="Score">10 less all deductions, never below 0; one digit behind the point.</param>
/// <param name="Parts">The deductions.</param>
internal sealed record ScoreCard(double Score, IReadOnlyList<ScorePart> Parts);
