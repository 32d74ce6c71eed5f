using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A test with a host of its own that has <see cref="CountedStepsKind"/>, on a folder of its own.</summary>
public abstract class CountedStepsHostTest : IAsyncLifetime
{
    /// <summary>The test's folder; the data lies below it.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("countersign-").FullName;

    /// <summary>The file with a line for each step that ran.</summary>
    protected string Effects => Path.Combine(Folder, "effects");

    protected EmbeddedHost Host { get; private set; } = null!;

    protected ApiClient Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(Folder, "data"),
            ExtraKinds = [new CountedStepsKind(Effects)],
        });
        Api = new ApiClient(Host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
