using System.CommandLine;
using System.CommandLine.Help;
using Countersign.Cli.Keys;
using Countersign.Cli.Run;
using Countersign.Cli.Terminal;
using Countersign.Cli.Up;
using Countersign.Cli.Upkeep;
using Countersign.Cli.Verify;

namespace Countersign.Cli;

/// <summary>The <c>countersign</c> command: what it understands, and what becomes of its failures.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    /// <summary>Runs the command and returns the process's exit code.</summary>
    /// <param name="args">What was typed.</param>
    /// <param name="apiKey">The key that the environment names; null where it names none.</param>
    public static async Task<int> RunAsync(string[] args, string? apiKey)
    {
        var root = new RootCommand(
            "Jobs that show their plan before they act: analysed, planned, held until you approve exactly that plan, then executed.");
        foreach (var option in root.Options)
        {
            option.Action = option switch
            {
                HelpOption { Action: HelpAction help } => new HelpWithExitCodes(help),
                VersionOption => new PrintVersion(),
                _ => option.Action,
            };
        }

        root.Subcommands.Add(UpCommand.Create());
        root.Subcommands.Add(RunCommand.Create(apiKey));
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(KeysCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create(apiKey));
        root.Subcommands.Add(PurgeCommand.Create(apiKey));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Errors.Write([.. parsed.Errors.Select(error => error.Message), "Try --help."]);
            return ExitCodes.BadUsage;
        }

        // Failures are told here, each in its own words; the library would print a stack trace.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopPatience };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception exception) when (Errors.Explain(exception) is { } explanation)
        {
            Errors.Write(explanation.Lines);
            return explanation.ExitCode;
        }
    }
}
