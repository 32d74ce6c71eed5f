namespace Countersign.Contracts.Jobs;

/// <summary>A line that a job wrote.</summary>
/// <param name="Seq">The sequence number of the event that carries the line.</param>
/// <param name="Timestamp">When the line was stored.</param>
/// <param name="Level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Step">The step that wrote it; null for analysis and planning.</param>
/// <param name="Message">One line of text.</param>
public sealed record LogLine(long Seq, DateTimeOffset Timestamp, string Level, string? Step, string Message);
