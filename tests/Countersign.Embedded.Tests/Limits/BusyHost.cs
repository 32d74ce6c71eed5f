using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;

namespace Countersign.Embedded.Tests.Limits;

/// <summary>An embedded host with few slots and two users, whose analyses go on when a test lets them.</summary>
internal sealed class BusyHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly Dictionary<string, string?> _configuration;
    private EmbeddedHost _host = null!;

    private BusyHost(Dictionary<string, string?> configuration) => _configuration = configuration;

    public HeldAnalysesKind Kind { get; private set; } = null!;

    public Uri Address => _host.Address;

    public ApiClient Ann { get; private set; } = null!;

    public ApiClient Bob { get; private set; } = null!;

    public static async Task<BusyHost> StartAsync(int slots, params (string Key, string Value)[] more)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Limits:MaxConcurrentJobs"] = $"{slots}",
            ["Limits:MaxConcurrentPerUser"] = $"{slots}",
            ["Limits:SubmitPerMinute"] = "0",
        };
        foreach (var (user, i) in new[] { "ann", "bob" }.Select((user, i) => (user, i)))
        {
            configuration[$"Auth:ApiKeys:{i}:Key"] = KeyOf(user);
            configuration[$"Auth:ApiKeys:{i}:User"] = user;
            configuration[$"Auth:ApiKeys:{i}:Roles:0"] = user == "bob" ? "admin" : "user";
        }

        foreach (var (key, value) in more)
        {
            configuration[key] = value;
        }

        var host = new BusyHost(configuration);
        await host.OpenAsync();
        return host;
    }

    /// <summary>Stops the host and starts it on the same folder, with nothing let go on.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public static Task<string> SubmitAsync(ApiClient client, int priority = 0) => client.SubmitAsync(new JsonObject
    {
        ["kind"] = HeldAnalysesKind.Kind,
        ["input"] = new JsonObject(),
        ["priority"] = priority,
        ["approval"] = new JsonObject { ["mode"] = "none" },
    });

    /// <summary>Waits until the queue of analyses is as wanted, and fails with how it is.</summary>
    public async Task<JsonElement> UntilQueueAsync(int running, int waiting)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var queue = (await Bob.GetAsync("api/stats")).Body.GetProperty("queues").GetProperty("analysis");
            if (queue.GetProperty("running").GetInt32() == running && queue.GetProperty("waiting").GetInt32() == waiting)
            {
                return queue;
            }

            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException($"The queue should have {running} running and {waiting} waiting, and is {queue}");
            }

            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string KeyOf(string user) => $"the-api-key-of-{user}-0123456789";

    private async Task OpenAsync()
    {
        Kind = new HeldAnalysesKind();
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            InputRoots = [_folder],
            Overrides = _configuration,
            ExtraKinds = [Kind],
        });
        (Ann, Bob) = (Client("ann"), Client("bob"));
    }

    private ApiClient Client(string user)
    {
        var client = new ApiClient(_host.Address);
        client.Http.DefaultRequestHeaders.Add("X-API-Key", KeyOf(user));
        return client;
    }

    private async Task CloseAsync()
    {
        Ann.Dispose();
        Bob.Dispose();
        await _host.DisposeAsync();
        Kind.Dispose();
    }
}
