namespace Countersign.Durable;

/// <summary>The orchestrations and activities of a host, by name. Filled at start, read-only afterwards.</summary>
public sealed class DurableRegistry
{
    private readonly Dictionary<string, IOrchestrationInvoker> _orchestrations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IActivityInvoker> _activities = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IOrchestrationInvoker> Orchestrations => _orchestrations;

    public IReadOnlyDictionary<string, IActivityInvoker> Activities => _activities;

    /// <summary>Adds an orchestration; <paramref name="create"/> makes a fresh object for each run.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddOrchestration<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, Func<IOrchestration<TInput, TResult>> create)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        _orchestrations.Add(orchestration.Name, new OrchestrationInvoker<TInput, TResult>(create));
        return this;
    }

    /// <summary>Adds an activity; <paramref name="create"/> makes the object for each run.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddActivity<TInput, TResult>(
        Activity<TInput, TResult> activity, Func<IActivity<TInput, TResult>> create)
    {
        ArgumentNullException.ThrowIfNull(activity);
        _activities.Add(activity.Name, new ActivityInvoker<TInput, TResult>(create));
        return this;
    }
}
