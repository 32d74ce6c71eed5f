using Countersign.Durable.Sqlite.Activities;
using Countersign.Sqlite;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite;

/// <summary>What the embedded engine works with.</summary>
public sealed record SqliteDurableEngineOptions
{
    /// <summary>An open database, which may hold other components' tables too and outlives the engine.</summary>
    public required SqliteDatabase Database { get; init; }

    /// <summary>The orchestrations and activities of this host; complete before the engine starts.</summary>
    public required DurableRegistry Registry { get; init; }

    /// <summary>For inputs, results and events.</summary>
    public required DurableSerializer Serializer { get; init; }

    /// <summary>Where instances and timers take the time from. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public required ILoggerFactory Loggers { get; init; }

    /// <summary>How many activities run at the same time; further ones wait. Default 10 for each processor, as on Durable Functions.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>
    /// Whether the host has something more urgent to do at this moment; activities are then held to <see cref="ActivitiesUnderPressure"/>
    /// at a time, and instances that have not begun wait, four fifths of the time. Called very often and from any thread. Default: never.
    /// </summary>
    public Func<bool> IsUnderPressure { get; init; } = static () => false;

    /// <summary>How many activities run at the same time under pressure; at least 1, which is the default.</summary>
    public int ActivitiesUnderPressure { get; init; } = 1;

    /// <summary>
    /// How many waiting instances stay in memory. Default 1,000. Others are a row, and are replayed when something comes for them.
    /// </summary>
    public int MaxIdleInstances { get; init; } = 1000;

    /// <summary>
    /// How long stopping waits for activities to finish, and again for them to heed their cancellation. Default 5 seconds.
    /// </summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how long code that does not come back counts as stuck: it is reported, requests to its instance are kept past it,
    /// and terminating the instance ends it. Default 10 seconds.
    /// </summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many instances of one orchestration may be stuck in their code at a time, each of which holds a thread. Default 32.
    /// Beyond that the others of the same orchestration wait; those of other orchestrations go on.
    /// </summary>
    public int MaxStuckPerOrchestration { get; init; } = 32;

    /// <summary>What paces the engine's own work: real time, but for tests.</summary>
    internal TimeProvider Pace { get; init; } = TimeProvider.System;

    internal ActivityPlaces ActivityPlaces() => new(MaxConcurrentActivities, ActivitiesUnderPressure, IsUnderPressure, Pace);
}
