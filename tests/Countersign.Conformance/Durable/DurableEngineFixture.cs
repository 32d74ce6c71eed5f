using Countersign.Durable;
using Countersign.Testing;

namespace Countersign.Conformance.Durable;

/// <summary>An engine under test: how it starts, stops, dies and comes back over the same data.</summary>
public abstract class DurableEngineFixture : IAsyncDisposable
{
    /// <summary>The engine's only source of time.</summary>
    public VirtualClock Clock { get; } = new();

    /// <summary>What the engine logs, orchestrations' replay-safe loggers included.</summary>
    public RecordingLoggerFactory Loggers { get; } = new();

    /// <summary>Longer than any wait takes that is going to end, even on a busy machine. Default 30 seconds.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <summary>Starts the engine over the data of this fixture; called again after each stop or crash.</summary>
    public abstract Task<IOrchestrationClient> StartAsync(DurableRegistry registry);

    /// <summary>Stops as an operator would have it.</summary>
    public abstract Task StopAsync();

    /// <summary>Drops the engine without any farewell: what was not flushed is gone.</summary>
    public abstract Task CrashAsync();

    /// <summary>Stops the engine if it runs, and removes the data.</summary>
    public abstract ValueTask DisposeAsync();
}
