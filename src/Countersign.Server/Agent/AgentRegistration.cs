using Countersign.Kinds;
using Countersign.Kinds.AgentPlan;
using Countersign.Kinds.AgentPlan.Model;
using Countersign.Kinds.Sources;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Agent;

/// <summary>The kind that plans jobs of the others, and the model that it may ask.</summary>
internal static class AgentRegistration
{
    // Everything is asked for at the first job: the catalogue holds this kind too, and options may not be valid yet.
    public static IServiceCollection AddAgent(this IServiceCollection services) => services
        .AddSingleton(provider => new Lazy<IChatModel?>(() => ModelOf(provider)))
        .AddSingleton<IJobKind>(provider => new AgentPlanKind(
            () => provider.GetRequiredService<KindCatalogue>().All,
            provider.GetRequiredService<ISourceTrees>,
            () => provider.GetRequiredService<Lazy<IChatModel?>>().Value,
            () => provider.GetRequiredService<AgentOptions>().ToSettings()));

    private static HttpChatModel? ModelOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<AgentOptions>();
        return options.Endpoint.Length == 0
            ? null
            : new HttpChatModel(options, provider.GetRequiredService<ISecretStore>(), HttpChatModel.CreateClient(), provider.GetRequiredService<TimeProvider>());
    }
}
