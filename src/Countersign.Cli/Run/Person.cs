using Countersign.Cli.Terminal;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>Who the command talks to: what is shown, and how a question is answered.</summary>
/// <param name="console">Where everything for people goes; standard error when the result alone belongs on standard output.</param>
/// <param name="result">Where the result document goes.</param>
/// <param name="answers">Where answers come from; null when nobody can answer.</param>
internal sealed class Person(IAnsiConsole console, TextWriter result, TextReader? answers)
{
    private const int WidthOfFiles = 120;

    private Task<string?>? _pendingLine;

    public IAnsiConsole Console { get; } = console;

    public TextWriter Result { get; } = result;

    public bool CanAnswer => answers is not null;

    /// <summary>Whether what is shown can be drawn over, as a progress bar is.</summary>
    public bool SeesChanges => Console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>The person at the process's own terminal.</summary>
    public static Person AtTheTerminal(RunOptions options)
    {
        var answers = System.Console.IsInputRedirected ? null : System.Console.In;
        // Who is to approve must see the plan, also where the output goes to a file.
        var isAskedBesideAFile = answers is not null && !options.Approve && System.Console.IsOutputRedirected;
        var (target, isRedirected) = options.Json || isAskedBesideAFile
            ? (System.Console.Error, System.Console.IsErrorRedirected)
            : (System.Console.Out, System.Console.IsOutputRedirected);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(target),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            // Otherwise nothing is drawn over what is there: no bar, only lines.
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Yes,
        });
        if (isRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return new Person(console, System.Console.Out, answers);
    }

    /// <summary>Asks a question whose answer is no unless the line says otherwise.</summary>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (_pendingLine is not null)
        {
            // What is being typed answers an earlier question, and must not be taken for an answer to this one.
            Say("The earlier question is void. Press Enter, then answer this one.");
            await ReadLineAsync(cancellationToken);
        }

        Console.Write(new Text(question + " [y/N] "));
        return await ReadLineAsync(cancellationToken);
    }

    /// <summary>Writes one line of text that nobody vouches for.</summary>
    public void Say(string line) => Console.WriteLine(SafeText.Clean(line));

    /// <summary>Writes one line that is to be copied: never wrapped.</summary>
    public void SayWhole(string line) => Console.Profile.Out.Writer.WriteLine(SafeText.Clean(line));

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        // Reading a terminal cannot be cancelled; the wait for it can.
        _pendingLine ??= Task.Run(answers!.ReadLine, CancellationToken.None);
        var line = await _pendingLine.WaitAsync(cancellationToken);
        _pendingLine = null;
        return line;
    }
}
