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

    /// <summary>For commands that ask a server that is running.</summary>
    public static Option<string> RunningServer() => new("--server")
    {
        HelpName = "URL",
        Description = "The server. Default: http://127.0.0.1:7171, where countersign up listens.",
        DefaultValueFactory = _ => "http://127.0.0.1:7171",
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

    /// <summary>The key is never repeated: what is on a screen is seen by others.</summary>
    public static string? HeaderValue(string? key) => key is null || (key.Length > 0 && key.All(letter => letter is > ' ' and <= '~'))
        ? key
        : throw new UsageException("--api-key (or COUNTERSIGN_API_KEY) is empty or holds a character that no key has; allowed are printable ASCII characters without blanks.");

    /// <summary>The server that was named; null where none was.</summary>
    public static Uri? ServerUrl(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")
            ? new Uri(url.GetLeftPart(UriPartial.Authority) + "/")
            : throw new UsageException($"--server is '{text}'; allowed is a URL such as http://127.0.0.1:7171.");
    }
}
