using Xunit;

namespace Countersign.Embedded.Tests.Access;

/// <summary>An embedded host with authentication: a key for each role, and a page of another origin that may call.</summary>
public sealed class ClosedHost : IAsyncLifetime
{
    public const string ListedOrigin = "https://dashboard.example";

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private EmbeddedHost? _host;

    public Uri Address => _host!.Address;

    public IServiceProvider Services => _host!.Services;

    /// <summary>Where the installation keeps its keys.</summary>
    public string KeyFolder => Path.Combine(_folder, "data", "keys");

    /// <summary>The key of somebody who has that role and is named after it.</summary>
    public static string KeyOf(string role) => $"the-api-key-of-the-{role}-0123456789";

    /// <summary>A client with that key, or with none.</summary>
    public HttpClient Client(string? role = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (role is not null)
        {
            client.DefaultRequestHeaders.Add("X-API-Key", KeyOf(role));
        }

        return client;
    }

    public async ValueTask InitializeAsync() => _host = await EmbeddedHost.StartAsync(Settings());

    /// <summary>Stops the host and starts it on the same folder.</summary>
    public async Task RestartAsync()
    {
        await _host!.DisposeAsync();
        _host = await EmbeddedHost.StartAsync(Settings());
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private EmbeddedHostSettings Settings()
    {
        var configuration = new Dictionary<string, string?> { ["Http:AllowedOrigins:0"] = ListedOrigin };
        foreach (var (role, i) in new[] { "user", "approver", "agent", "admin" }.Select((role, i) => (role, i)))
        {
            configuration[$"Auth:ApiKeys:{i}:Key"] = KeyOf(role);
            configuration[$"Auth:ApiKeys:{i}:User"] = role;
            configuration[$"Auth:ApiKeys:{i}:Roles:0"] = role;
        }

        return new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            InputRoots = [_folder],
            Overrides = configuration,
            Verbose = true,
        };
    }
}
