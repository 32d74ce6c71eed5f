using Countersign.Embedded;

namespace Countersign.Cli.Run;

/// <summary>The server that a run uses: one that is running already, or one inside this process.</summary>
internal sealed class ServerAccess : IAsyncDisposable
{
    private readonly EmbeddedHost? _host;

    private ServerAccess(Uri address, string? apiKey, EmbeddedHost? host)
    {
        Address = address;
        ApiKey = apiKey;
        _host = host;
    }

    public Uri Address { get; }

    /// <summary>The key for a server elsewhere; null for none.</summary>
    public string? ApiKey { get; }

    /// <summary>
    /// Tokens for the server inside: whoever may start it on the folder is its administrator, also where the configuration asks others
    /// for keys. Null for a server elsewhere.
    /// </summary>
    public Func<string>? Token => _host is null ? null : _host.IssueLocalToken;

    public static async Task<ServerAccess> OpenAsync(RunOptions options, CancellationToken cancellationToken)
    {
        if (options.Server is { } server)
        {
            return new ServerAccess(server, options.ApiKey, host: null);
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
        return new ServerAccess(host.Address, apiKey: null, host);
    }

    /// <summary>The working folder, and the folder that the person named, where it lies elsewhere.</summary>
    private static string[] RootsFor(RunOptions options) =>
        options.Cleanup.Path is { } folder && WorkingFolder.PathOf(folder) is null
            ? [Directory.GetCurrentDirectory(), Path.GetFullPath(folder)]
            : [];

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
