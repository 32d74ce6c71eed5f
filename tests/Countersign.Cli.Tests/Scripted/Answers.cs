namespace Countersign.Cli.Tests.Scripted;

/// <summary>A person at the keyboard: each answer may do something else first.</summary>
internal sealed class Answers(params Func<string?>[] lines) : TextReader
{
    private readonly Queue<Func<string?>> _lines = new(lines);

    public static Answers Of(params string[] lines) => new([.. lines.Select(line => (Func<string?>)(() => line))]);

    /// <summary>Nobody is at the keyboard until the returned source is set.</summary>
    public static (Answers Answers, TaskCompletionSource<string?> Line) Later()
    {
        var line = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (new Answers(() => line.Task.GetAwaiter().GetResult()), line);
    }

    public override string? ReadLine() => _lines.TryDequeue(out var line) ? line() : null;
}
