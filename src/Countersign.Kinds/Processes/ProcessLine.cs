namespace Countersign.Kinds.Processes;

/// <summary>A line of a process's output, without its end.</summary>
/// <param name="Text">Control characters other than tabs are gone; a line longer than 8,192 characters comes in parts.</param>
/// <param name="IsError">Whether it came from standard error.</param>
public sealed record ProcessLine(string Text, bool IsError);
