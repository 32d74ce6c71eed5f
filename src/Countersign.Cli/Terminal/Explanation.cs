namespace Countersign.Cli.Terminal;

/// <summary>A failure in words for people, and the exit code it has for scripts.</summary>
internal sealed record Explanation(int ExitCode, IReadOnlyList<string> Lines);
