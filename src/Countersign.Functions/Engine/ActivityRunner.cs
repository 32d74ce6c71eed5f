using Countersign.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Functions.Engine;

/// <summary>From an activity function to the activity that the server registered.</summary>
public sealed class ActivityRunner(IServiceProvider services)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="activity">Which one.</param>
    /// <param name="input">The input as the orchestration gave it.</param>
    /// <param name="instanceId">The orchestration that asks.</param>
    /// <param name="stopping">Cancelled when the host stops; the call is then made again elsewhere.</param>
    public Task<TResult> RunAsync<TInput, TResult>(
        Activity<TInput, TResult> activity, TInput input, string instanceId, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return services.GetRequiredService<IActivity<TInput, TResult>>()
            .RunAsync(new ActivityContext(instanceId, activity.Name), input, stopping);
    }
}
