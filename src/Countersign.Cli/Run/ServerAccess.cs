using Countersign.Embedded;

namespace Countersign.Cli.Run;

/// <summary>The server that a run uses: one that is running already, or one inside this process.</summary>
internal sealed class ServerAccess : IAsyncDisposable
{
    private readonly EmbeddedHost? _host;

    private ServerAccess(Uri address, EmbeddedHost? host)
    {
        Address = address;
        _host = host;
    }

    public Uri Address { get; }

    public static async Task<ServerAccess> OpenAsync(RunOptions options, CancellationToken cancellationToken)
    {
        if (options.Server is { } server)
        {
            return new ServerAccess(server, host: null);
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
        return new ServerAccess(host.Address, host);
    }

    /// <summary>The working folder, and the folder that the person named, where it lies elsewhere.</summary>
    private static string[] RootsFor(RunOptions options) =>
        options.Cleanup.Path is { } folder && WorkingFolder.PathOf(folder) is null
            ? [Directory.GetCurrentDirectory(), Path.GetFullPath(folder)]
            : [];

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
