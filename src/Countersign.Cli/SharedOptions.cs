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

    public static Option<string?> Config() => new("--config") { HelpName = "FILE.json", Description = "A JSON file with configuration." };
}
