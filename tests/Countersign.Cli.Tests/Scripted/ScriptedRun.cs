using Countersign.Cli.Run;
using Spectre.Console;
using Xunit;

namespace Countersign.Cli.Tests.Scripted;

/// <summary>A run against a server that does what the contract allows and a good day does not show.</summary>
public abstract class ScriptedRun : IAsyncLifetime
{
    private protected string Folder { get; } = Directory.CreateTempSubdirectory("countersign-").FullName;

    private protected StringWriter ScreenWriter { get; } = new();

    private protected StringWriter Result { get; } = new();

    private protected ScriptedServer Server { get; set; } = null!;

    private protected string Screen => ScreenWriter.ToString();

    private protected ScriptedJob Job => Server.Job;

    public async ValueTask InitializeAsync() => Server = await ScriptedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected void AssertLinesOnce()
    {
        foreach (var line in new[] { "hashing", "line one", "line two", "line three" })
        {
            Assert.Equal(2, Screen.Split(line).Length);
        }
    }

    private protected async Task<int> RunAsync(
        TextReader? answers, Func<RunOptions, RunOptions>? change = null, TimeProvider? clock = null, TextWriter? screen = null, bool ansi = false)
    {
        var image = Path.Combine(Folder, "disk.img");
        await File.WriteAllTextAsync(image, "the bytes");
        var options = new RunOptions { Kind = ScriptedJob.Kind, Image = image, Server = Server.Address, DataFolder = Folder };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(screen ?? ScreenWriter),
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = ansi ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Width = 120;
        return await JobRun.RunAsync(
            change is null ? options : change(options), new Person(console, Result, answers), clock ?? new ImpatientClock(), CancellationToken.None);
    }
}
