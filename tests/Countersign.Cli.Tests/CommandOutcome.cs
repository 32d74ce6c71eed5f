namespace Countersign.Cli.Tests;

internal sealed record CommandOutcome(int ExitCode, string Output, string Error);
