using Countersign.Embedded;

namespace Countersign.Cli.Run;

/// <summary>The server that a run uses: one that is running already, or one inside this process.</summary>
internal sealed class ServerAccess : IAsyncDisposable
{
    private readonly EmbeddedHost? _host;

    private ServerAccess(Uri address, Func<string>? credential, EmbeddedHost? host)
    {
        Address = address;
        Credential = credential;
        _host = host;
    }

    public Uri Address { get; }

    /// <summary>What to send with each request; null for nothing.</summary>
    public Func<string>? Credential { get; }

    public static async Task<ServerAccess> OpenAsync(RunOptions options, CancellationToken cancellationToken)
    {
        if (options.Server is { } server)
        {
            return new ServerAccess(server, CredentialOf(options), host: null);
        }

        var host = await EmbeddedHost.StartAsync(
            new EmbeddedHostSettings
            {
                Urls = ["http://127.0.0.1:0"],
                DataFolder = options.DataFolder,
                ConfigFile = options.ConfigFile,
                InputRoots = RootsFor(options),
            },
            cancellationToken);
        // Whoever may start a host on the folder is its administrator, also where the configuration asks others for keys.
        return new ServerAccess(host.Address, host.IssueLocalToken, host);
    }

    /// <summary>The working folder, and the folder that the person named, where it lies elsewhere.</summary>
    private static string[] RootsFor(RunOptions options) =>
        options.Cleanup.Path is { } folder && WorkingFolder.PathOf(folder) is null
            ? [Directory.GetCurrentDirectory(), Path.GetFullPath(folder)]
            : [];

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Func<string>? CredentialOf(RunOptions options) =>
        options.ApiKeyFile is { } file ? KeyIn(file)
        : options.ApiKey is { } key ? () => key
        : null;

    private static Func<string> KeyIn(string file)
    {
        using var reader = new StreamReader(ReadableFile.Open(file));
        var key = reader.ReadToEnd().Trim();
        return key.Length > 0 && !key.Any(char.IsWhiteSpace)
            ? () => key
            : throw new UsageException($"'{file}' (--api-key-file) holds no key; allowed is a file with the key alone.");
    }
}
