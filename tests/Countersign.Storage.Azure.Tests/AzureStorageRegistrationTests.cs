using Countersign.Server.Health;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Upkeep;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureStorageRegistrationTests
{
    [Fact]
    public async Task AHostWithAzureStorage_ServesEveryPort()
    {
        await using var storage = new AzureStorageUnderTest();
        using var host = Build(("Storage:ConnectionString", storage.Options.ConnectionString), ("Storage:Prefix", storage.Options.Prefix));

        await host.StartAsync();

        Assert.Null(await host.Services.GetRequiredService<IJobStore>().GetAsync("a", CancellationToken.None));
        Assert.Null(await host.Services.GetRequiredService<IPlanStore>().GetAsync("a", 1, CancellationToken.None));
        Assert.Null(await host.Services.GetRequiredService<IJobDocuments>().GetResultAsync("a", CancellationToken.None));
        Assert.Empty(await host.Services.GetRequiredService<IEventLog>().ReadAsync("a", 0, 1, null, CancellationToken.None));
        Assert.Null(await host.Services.GetRequiredService<IUploadStore>().GetAsync("a", CancellationToken.None));
        await host.Services.GetRequiredService<AzureStorageUpkeep>().RunAsync(CancellationToken.None);
        await Assert.Single(host.Services.GetServices<IHealthProbe>()).CheckAsync(CancellationToken.None);
        await host.StopAsync();
    }

    [Fact]
    public async Task AHostWithoutAnAccount_DoesNotStart()
    {
        using var host = Build();

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private static IHost Build(params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddAzureStorage();
        return builder.Build();
    }
}
