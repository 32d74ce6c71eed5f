using Countersign.Kinds;
using Countersign.Server;
using Countersign.Server.Health;
using Countersign.Storage.Azure.Containers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Countersign.Storage.Azure;

/// <summary>Makes a storage account the server's storage.</summary>
public static class AzureStorageRegistration
{
    /// <summary>
    /// Registers each port, the containers that jobs may clean up, the upkeep and the health probe as singletons, with options from
    /// the section <c>Storage</c>. The host creates absent tables and containers when it starts, and fails to start with every problem
    /// of the options.
    /// </summary>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services)
    {
        services.AddOptions<AzureStorageOptions>().BindConfiguration(AzureStorageOptions.Section).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<InputsOptions>(inputs => inputs.OfferContainers());
        return services
            .AddSingleton<IValidateOptions<InputsOptions>, OwnContainersValidator>()
            .AddSingleton<IInputContainers>(provider => new BlobInputContainers(
                provider.GetRequiredService<InputsOptions>,
                () => provider.GetRequiredService<IOptions<AzureStorageOptions>>().Value,
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IValidateOptions<AzureStorageOptions>, AzureStorageOptionsValidator>()
            .AddSingleton(provider => new AzureStorage(
                provider.GetRequiredService<IOptions<AzureStorageOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<AzureStorage>>()))
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Jobs)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Plans)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Documents)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Events)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Feed)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Counts)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Audit)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Definitions)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().RunCounts)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Metrics)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Uploads)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Artifacts)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Leftovers)
            .AddSingleton(provider => provider.GetRequiredService<AzureStorage>().Upkeep)
            .AddSingleton<IHealthProbe, AzureStorageProbe>()
            .AddSingleton<IHostedService, StoragePreparation>();
    }
}
