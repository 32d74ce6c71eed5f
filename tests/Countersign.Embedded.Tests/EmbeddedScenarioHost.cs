using Countersign.Scenarios;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>
/// The host that the scenarios are played against: the embedded one, or whatever runs at <c>COUNTERSIGN_SCENARIOS_URL</c>.
/// </summary>
public sealed class EmbeddedScenarioHost : IScenarioHost, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private EmbeddedHost? _host;

    public Uri Address { get; private set; } = null!;

    public string? InputFolder { get; private set; }

    public string Name { get; private set; } = "";

    public bool IsForeign => _host is null;

    public WebhookReceiver? Receiver { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("COUNTERSIGN_SCENARIOS_URL") is { Length: > 0 } url)
        {
            Address = new Uri(url);
            Name = $"the host at {url}";
        }
        else
        {
            Receiver = new WebhookReceiver();
            _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
            {
                Urls = ["http://127.0.0.1:0"],
                DataFolder = Path.Combine(_folder, "data"),
                InputRoots = [_folder],
                Overrides = new Dictionary<string, string?> { ["Http:AllowedHosts:0"] = Receiver.Authority },
            });
            Address = _host.Address;
            InputFolder = _folder;
            Name = "the embedded host";
        }

        TestContext.Current.SendDiagnosticMessage("Scenarios are played against {0}.", Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (Receiver is not null)
        {
            await Receiver.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
