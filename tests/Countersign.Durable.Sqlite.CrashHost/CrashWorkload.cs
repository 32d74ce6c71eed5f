namespace Countersign.Durable.Sqlite.CrashHost;

/// <summary>
/// Orchestrations that use all that the engine offers: activities with effects and with retries, an external event, timers,
/// children, continue-as-new.
/// </summary>
public static class CrashWorkload
{
    public const string GoEvent = "go";

    public static Orchestration<int, string> Main { get; } = new("main");

    internal static Orchestration<int, int> Child { get; } = new("child");

    internal static Activity<string, Unit> Effect { get; } = new("effect");

    internal static Activity<int, int> Flaky { get; } = new("flaky");

    /// <summary>What an instance that was given this number ends with.</summary>
    public static string Outcome(int number) => $"done {number} {number} {number}";

    /// <summary>The effects that belong to an instance, each of which happens at least once.</summary>
    public static IEnumerable<string> Effects(string instanceId) => [$"{instanceId} before", $"{instanceId} after"];

    /// <summary>Registers the workload; its activities append a line for each effect to the given file.</summary>
    public static DurableRegistry Register(string effectsPath)
    {
        var log = new EffectsLog(effectsPath);
        return new DurableRegistry()
            .AddOrchestration(Main, () => new CrashMainOrchestration())
            .AddOrchestration(Child, () => new CrashChildOrchestration())
            .AddActivity(Effect, () => new EffectActivity(log))
            .AddActivity(Flaky, () => new FlakyActivity());
    }
}
