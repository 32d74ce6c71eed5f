namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>Lines of everything that was looked at.</summary>
internal sealed record LineTotals(int Physical, int Code, int Comment);
