using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A test with a host of its own, on a folder of its own.</summary>
public abstract class HostTest : IAsyncLifetime
{
    /// <summary>The test's folder, which jobs may read; the data lies below it.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("countersign-").FullName;

    protected string Data => Path.Combine(Folder, "data");

    protected EmbeddedHost Host { get; private set; } = null!;

    protected ApiClient Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await EmbeddedHost.StartAsync(await PrepareAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Data,
            InputRoots = [Folder],
        }));
        Api = new ApiClient(Host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        // Where the test was skipped while it was prepared, there is no host.
        Api?.Dispose();
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        await EndAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes what the host is to find, and says how it differs from a plain one.</summary>
    protected virtual Task<EmbeddedHostSettings> PrepareAsync(EmbeddedHostSettings plain) => Task.FromResult(plain);

    /// <summary>Ends what the test has beside the host.</summary>
    protected virtual ValueTask EndAsync() => ValueTask.CompletedTask;

    /// <summary>Writes a configuration file beside the data.</summary>
    protected async Task<string> WriteConfigAsync(string json)
    {
        var config = Path.Combine(Folder, "config.json");
        await File.WriteAllTextAsync(config, json);
        return config;
    }
}
