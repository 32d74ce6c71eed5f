using System.Text.Json;
using Countersign.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Countersign.Functions.Engine;

/// <summary>Durable Functions as the engine behind the seam.</summary>
internal static class DurableTaskRegistration
{
    public static IServiceCollection AddDurableTaskEngine(this IServiceCollection services)
    {
        services.AddOptions<WorkerOptions>().Configure<IOptions<JsonSerializerOptions>>(
            (worker, json) => worker.Serializer = new PayloadSerializer(json.Value));
        return services
            .AddSingleton<BoundDurableClient>()
            .AddSingleton<ActivityRunner>()
            .AddSingleton<IOrchestrationClient, DurableTaskOrchestrationClient>();
    }
}
