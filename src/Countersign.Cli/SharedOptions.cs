using System.CommandLine;

namespace Countersign.Cli;

/// <summary>Options that several commands take.</summary>
internal static class SharedOptions
{
    public static Option<string> Data() => new("--data")
    {
        HelpName = "FOLDER",
        Description = "The folder that holds everything; made when absent.",
        DefaultValueFactory = _ => ".countersign",
    };

    /// <summary>For commands that talk to a server. The environment keeps a key out of the list of processes.</summary>
    /// <param name="fromEnvironment">What the environment names; null or empty where it names none.</param>
    public static Option<string?> ApiKey(string? fromEnvironment) => new("--api-key")
    {
        HelpName = "KEY",
        Description = "The API key that is sent with every request. Default: COUNTERSIGN_API_KEY in the environment, where it is set.",
        DefaultValueFactory = _ => fromEnvironment is { Length: > 0 } ? fromEnvironment : null,
    };

    public static Option<string?> Config() => new("--config") { HelpName = "FILE.json", Description = "A JSON file with configuration." };
}
