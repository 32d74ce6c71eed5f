namespace Countersign.Durable;

/// <summary>The orchestrations and activities of a host, by name. Filled at start, read-only afterwards.</summary>
public sealed class DurableRegistry
{
    private readonly Dictionary<string, Dictionary<string, IOrchestrationInvoker>> _orchestrations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IActivityInvoker> _activities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityPromises> _promises = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IActivityInvoker> Activities => _activities;

    /// <summary>
    /// Adds one version of an orchestration's code; <paramref name="create"/> makes a fresh object for each run. A version stays
    /// registered as long as an instance that was started with it may be under way.
    /// </summary>
    /// <exception cref="ArgumentException">The name is taken with that version.</exception>
    public DurableRegistry AddOrchestration<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, Func<IOrchestration<TInput, TResult>> create)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        if (!_orchestrations.TryGetValue(orchestration.Name, out var versions))
        {
            _orchestrations.Add(orchestration.Name, versions = new Dictionary<string, IOrchestrationInvoker>(StringComparer.OrdinalIgnoreCase));
        }

        versions.Add(orchestration.Version, new OrchestrationInvoker<TInput, TResult>(create));
        return this;
    }

    /// <summary>Adds an activity; <paramref name="create"/> makes the object for each run.</summary>
    /// <param name="activity">Its name and types.</param>
    /// <param name="create">Makes the object.</param>
    /// <param name="promises">What an engine may rely on; each lets it do with fewer writes, and none changes what happens.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableRegistry AddActivity<TInput, TResult>(
        Activity<TInput, TResult> activity, Func<IActivity<TInput, TResult>> create, ActivityPromises promises = ActivityPromises.None)
    {
        ArgumentNullException.ThrowIfNull(activity);
        _activities.Add(activity.Name, new ActivityInvoker<TInput, TResult>(create));
        _promises.Add(activity.Name, promises);
        return this;
    }

    /// <summary>Whether the activity of that name was added with the promise, or with every one of them.</summary>
    public bool Promises(string activity, ActivityPromises promises) => (_promises.GetValueOrDefault(activity) & promises) == promises;

    /// <summary>The code of an orchestration; null when none is registered under the name. Versions are compared without case.</summary>
    /// <exception cref="VersionNotRegisteredException">The name is registered, and this version is not.</exception>
    public IOrchestrationInvoker? FindOrchestration(string name, string version)
    {
        if (!_orchestrations.TryGetValue(name, out var versions))
        {
            return null;
        }

        return versions.GetValueOrDefault(version) ?? throw new VersionNotRegisteredException(name, version, versions.Keys);
    }

    /// <summary>A fresh object of an orchestration's code, for hosts that run it themselves.</summary>
    /// <exception cref="InvalidOperationException">None is registered under the name with these types.</exception>
    /// <exception cref="VersionNotRegisteredException">The name is registered, and this version is not.</exception>
    public IOrchestration<TInput, TResult> CreateOrchestration<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, string version)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        return FindOrchestration(orchestration.Name, version) is OrchestrationInvoker<TInput, TResult> invoker
            ? invoker.Create()
            : throw new InvalidOperationException($"No orchestration named '{orchestration.Name}' is registered with these types.");
    }
}
