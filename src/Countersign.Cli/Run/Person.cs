using Countersign.Cli.Terminal;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>Who the command talks to: what is shown, and how a question is answered.</summary>
/// <param name="Console">Where everything for people goes; standard error when the result alone belongs on standard output.</param>
/// <param name="Result">Where the result document goes.</param>
/// <param name="Answers">Where answers come from; null when nobody can answer.</param>
internal sealed record Person(IAnsiConsole Console, TextWriter Result, TextReader? Answers)
{
    private const int WidthOfFiles = 120;

    /// <summary>The person at the process's own terminal.</summary>
    public static Person AtTheTerminal(RunOptions options)
    {
        var (target, isRedirected) = options.Json
            ? (System.Console.Error, System.Console.IsErrorRedirected)
            : (System.Console.Out, System.Console.IsOutputRedirected);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(target),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        if (isRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return new Person(console, System.Console.Out, System.Console.IsInputRedirected ? null : System.Console.In);
    }

    /// <summary>Asks a yes-or-no question; anything but yes is no.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        Console.Write(new Text(question + " [y/N] "));
        // Reading a terminal cannot be cancelled; the wait for it can.
        var line = await Task.Run(Answers!.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        return line?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Writes one line of text that nobody vouches for.</summary>
    public void Say(string line) => Console.WriteLine(SafeText.Clean(line));
}
