using Countersign.Server.Audit;
using Countersign.Server.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Proof;

/// <summary>Puts the audit between the server and its store.</summary>
public static class ProofRegistration
{
    /// <summary>Wraps the registered <see cref="IJobStore"/>, so that no part of the server can change a job past the audit. Called
    /// after the storage was added: what it does at the start needs the storage ready.</summary>
    /// <exception cref="InvalidOperationException">No job store is registered.</exception>
    public static IServiceCollection AddAuditedJobs(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var store = services.LastOrDefault(service => service.ServiceType == typeof(IJobStore))
            ?? throw new InvalidOperationException("No job store is registered; register the storage first.");
        services.Remove(store);
        return services
            .AddSingleton<IJobStore>(provider => ActivatorUtilities.CreateInstance<AuditedJobStore>(provider, Make(store, provider)))
            .AddHostedService<AuditService>();
    }

    internal static IServiceCollection AddProof(this IServiceCollection services) => services
        .AddSingleton<Signatures>()
        .AddSingleton<DecisionSignatures>()
        .AddSingleton<StepReceipts>()
        .AddSingleton<ProofBundles>()
        .AddSingleton<HostAudit>()
        .AddSingleton<AuditCheckpoints>()
        .AddSingleton<AuditVerifier>();

    private static IJobStore Make(ServiceDescriptor store, IServiceProvider provider) => (IJobStore)(
        store.ImplementationInstance
        ?? store.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, store.ImplementationType!));
}
