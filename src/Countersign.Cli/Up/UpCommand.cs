using System.CommandLine;
using Countersign.Cli.Terminal;
using Countersign.Embedded;

namespace Countersign.Cli.Up;

/// <summary><c>countersign up</c>: the embedded host as a server, until a signal ends it.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var urls = new Option<string[]>("--urls")
        {
            HelpName = "URL",
            Description = "Where to listen. Loopback only, until authentication is configured.",
            DefaultValueFactory = _ => ["http://127.0.0.1:7171"],
            AllowMultipleArgumentsPerToken = true,
        };
        var data = SharedOptions.Data();
        var config = SharedOptions.Config();
        var quiet = new Option<bool>("--quiet") { Description = "Log only warnings and errors." };
        var command = new Command("up", "Start a server on this machine.") { urls, data, config, quiet };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new EmbeddedHostSettings
            {
                Urls = [.. parsed.GetValue(urls)!.SelectMany(url => url.Split(';', StringSplitOptions.RemoveEmptyEntries))],
                DataFolder = parsed.GetValue(data)!,
                ConfigFile = parsed.GetValue(config),
                Verbose = !parsed.GetValue(quiet),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(EmbeddedHostSettings settings, CancellationToken cancellationToken)
    {
        await using var host = await EmbeddedHost.StartAsync(settings, cancellationToken);
        using var memory = IdleMemory.OfThisProcess();
        Console.Out.WriteLine(UpGreeting.Text(host.Address, Path.GetFullPath(settings.DataFolder)));
        await Console.Out.FlushAsync(CancellationToken.None);

        var stopped = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
        Errors.Write(["Stopping."]);
        return ExitCodes.Completed;
    }
}
