using Countersign.Client;
using Countersign.Embedded;

namespace Countersign.Cli.Run;

/// <summary>The server that a run uses: one that is running already, or one inside this process.</summary>
internal sealed class ServerAccess : IAsyncDisposable
{
    /// <summary>Somebody who looks at a screen is told of a refusal rather than kept waiting for long.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Uri _address;
    private readonly string? _apiKey;
    private readonly EmbeddedHost? _host;

    private ServerAccess(Uri address, string? apiKey, EmbeddedHost? host)
    {
        _address = address;
        _apiKey = apiKey;
        _host = host;
    }

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

    /// <summary>How to talk to the server.</summary>
    /// <remarks>For the server inside, whoever may start it on the folder is its administrator, also where the configuration asks others for keys.</remarks>
    public CountersignClientOptions ToClientOptions(TimeProvider clock) => ToClientOptions(_address, _apiKey, clock) with
    {
        Token = _host is null ? null : _ => new ValueTask<string>(_host.IssueLocalToken()),
    };

    /// <summary>How to talk to a server elsewhere. The key is sent as it is: exchanging it would cost one short command a request more.</summary>
    public static CountersignClientOptions ToClientOptions(Uri server, string? apiKey, TimeProvider clock) => new()
    {
        Address = server,
        ApiKey = apiKey,
        ExchangeApiKey = false,
        LongestPause = LongestPause,
        Clock = clock,
    };

    /// <summary>The working folder, and the folder that the person named, where it lies elsewhere.</summary>
    private static string[] RootsFor(RunOptions options) =>
        options.Cleanup.Path is { } folder && WorkingFolder.PathOf(folder) is null
            ? [Directory.GetCurrentDirectory(), Path.GetFullPath(folder)]
            : [];

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
