using Countersign.Durable;

namespace Countersign.Testing.Durable;

/// <summary>Registers orchestrations and activities that are written in place.</summary>
public static class DurableRegistryExtensions
{
    /// <summary>Adds an orchestration and answers its typed name.</summary>
    public static Orchestration<TInput, TResult> Orchestration<TInput, TResult>(
        this DurableRegistry registry, string name, Func<IOrchestrationContext, TInput, Task<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var orchestration = new Orchestration<TInput, TResult>(name);
        registry.AddOrchestration(orchestration, () => new DelegateOrchestration<TInput, TResult>(run));
        return orchestration;
    }

    /// <summary>Adds an activity and answers its typed name.</summary>
    public static Activity<TInput, TResult> Activity<TInput, TResult>(
        this DurableRegistry registry, string name, Func<ActivityContext, TInput, CancellationToken, Task<TResult>> run)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var activity = new Activity<TInput, TResult>(name);
        registry.AddActivity(activity, () => new DelegateActivity<TInput, TResult>(run));
        return activity;
    }

    /// <summary>Adds an activity that completes at once.</summary>
    public static Activity<TInput, TResult> Activity<TInput, TResult>(
        this DurableRegistry registry, string name, Func<TInput, TResult> run) =>
        registry.Activity<TInput, TResult>(name, (_, input, _) => Task.FromResult(run(input)));
}
