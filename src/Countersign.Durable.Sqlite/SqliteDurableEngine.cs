using System.Text;
using System.Text.Json;
using Countersign.Durable.Sqlite.Activities;
using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Storage;
using Countersign.Durable.Sqlite.Timers;
using Countersign.Durable.Sqlite.Turns;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite;

/// <summary>
/// A durable-execution engine in one process over one SQLite file. What a returned task acknowledges is flushed to disk; after
/// a crash every instance goes on from its history.
/// </summary>
public sealed class SqliteDurableEngine : IOrchestrationClient, IAsyncDisposable
{
    private readonly SqliteDurableEngineOptions _options;
    private readonly InstanceReader _reader;
    private readonly StateReader _states;
    private readonly ActivityDispatcher _activities;
    private readonly TimerQueue _timers;
    private readonly TurnRunner _turns;
    private readonly BeginQueue _beginning;
    private readonly StuckCodeWatch _stuckCode;
    private readonly DeferredTurns _deferred;
    private volatile bool _stopped;

    private SqliteDurableEngine(SqliteDurableEngineOptions options, InstanceReader reader)
    {
        var logger = options.Loggers.CreateLogger(typeof(SqliteDurableEngine).FullName!);
        _options = options;
        _reader = reader;
        _states = new StateReader(options.Database);
        _activities = new ActivityDispatcher(options.Registry, options.Serializer, options.ActivityPlaces(), logger);
        _timers = new TimerQueue(reader, options.Clock, logger);
        var threads = new TurnThreads(options.MaxStuckPerOrchestration);
        var planner = new TurnPlanner(reader, options.Registry, options.Serializer, options.Loggers, options.Clock, threads);
        _turns = new TurnRunner(options.Database, planner, threads, options.MaxIdleInstances, options.Clock, logger)
        {
            Calls = new InstanceCalls(_activities),
            Parking = new ParkingLot(options.Database, reader, options.Clock),
            Timers = _timers,
        };
        _beginning = new BeginQueue(_activities, _turns.Instances.Post);
        _deferred = new DeferredTurns(_turns.Instances);
        _stuckCode = new StuckCodeWatch(_turns, options.Database, reader, options.Clock, options.StuckAfter, logger);
    }

    /// <summary>Makes an engine that does nothing yet, for hosts whose activities need the engine as their client.</summary>
    public static SqliteDurableEngine Create(SqliteDurableEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxStuckPerOrchestration, 1);
        return new SqliteDurableEngine(options, new InstanceReader(options.Database));
    }

    /// <summary>Makes an engine and starts it.</summary>
    /// <inheritdoc cref="StartAsync()" path="/exception"/>
    public static async Task<SqliteDurableEngine> StartAsync(SqliteDurableEngineOptions options)
    {
        var engine = Create(options);
        await engine.StartAsync();
        return engine;
    }

    /// <summary>
    /// Brings the tables up to date and goes on with every instance that has something to do. Waiting instances are not
    /// touched, so their number does not matter. Called once.
    /// </summary>
    /// <exception cref="SqliteException">The database cannot be read or written.</exception>
    /// <exception cref="InvalidOperationException">The database was written by a newer release.</exception>
    public async Task StartAsync()
    {
        await _options.Database.WriteAsync(session => SqliteSchema.Apply(session, EngineSchema.Component, EngineSchema.Migrations));
        Resume(_reader.ReadActive());
    }

    /// <inheritdoc/>
    public async Task<bool> ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var json = _options.Serializer.Serialize(input);
        var at = _options.Clock.GetUtcNow();
        var started = await WriteAsync(
            session => InstanceWriter.TryInsert(session, instanceId, orchestration.Name, orchestration.Version, json, at), cancellationToken);
        if (started)
        {
            _beginning.Add(instanceId);
        }

        return started;
    }

    /// <inheritdoc/>
    public async Task ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration,
        TInput input,
        string instanceId,
        StartOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var version = options.Version ?? orchestration.Version;
        var json = _options.Serializer.Serialize(input);
        var start = new InstanceStart(instanceId, orchestration.Name, version, json, _options.Clock.GetUtcNow());
        var woken = await WriteAsync(session => start.Write(session, options.DedupeStatuses), cancellationToken);
        if (woken is not null)
        {
            // What runs of the old one runs on for nobody.
            _turns.Instances.Discard(instanceId);
        }

        Wake([instanceId, .. woken ?? []]);
    }

    /// <inheritdoc/>
    public Task RaiseEventAsync(
        string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return RequestAsync(
            instanceId,
            new HistoryEvent(HistoryEventKind.EventRaised) { Name = eventName, Payload = _options.Serializer.Serialize(payload) },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken = default) =>
        TerminateAsync(instanceId, reason, recursive: false, cancellationToken);

    /// <inheritdoc/>
    public Task TerminateAsync(string instanceId, string reason, bool recursive, CancellationToken cancellationToken = default) =>
        RequestAsync(
            instanceId,
            new HistoryEvent(HistoryEventKind.ExecutionTerminated) { Payload = JsonText(reason), Recursive = recursive },
            cancellationToken);

    /// <inheritdoc/>
    public Task SuspendAsync(string instanceId, string reason, CancellationToken cancellationToken = default) =>
        RequestAsync(
            instanceId, new HistoryEvent(HistoryEventKind.ExecutionSuspended) { Payload = JsonText(reason) }, cancellationToken);

    /// <inheritdoc/>
    public Task ResumeAsync(string instanceId, string reason, CancellationToken cancellationToken = default) =>
        RequestAsync(
            instanceId, new HistoryEvent(HistoryEventKind.ExecutionResumed) { Payload = JsonText(reason) }, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RestartAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var at = _options.Clock.GetUtcNow();
        var restarted = await WriteAsync(session => InstanceRemover.TryRestart(session, instanceId, at), cancellationToken);
        Wake(restarted ? [instanceId] : []);
        return restarted;
    }

    /// <inheritdoc/>
    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return WriteAsync(session => InstanceRemover.TryPurge(session, instanceId), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> PurgeAsync(OrchestrationFilter filter, int maxInstances, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInstances, 1);
        return WriteAsync(session => InstanceRemover.Purge(session, filter, maxInstances), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OrchestrationPage> QueryAsync(
        OrchestrationFilter filter, int pageSize = 100, string? continuationToken = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ThrowIfStopped();
        cancellationToken.ThrowIfCancellationRequested();
        var after = continuationToken is null ? FilterPosition.Start : FilterPosition.Parse(continuationToken);
        return Task.FromResult(
            filter.Statuses is { Count: 0 } ? new OrchestrationPage([], null) : _states.List(filter, pageSize, after));
    }

    /// <inheritdoc/>
    public Task<OrchestrationState?> GetAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ThrowIfStopped();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_states.Find(instanceId));
    }

    /// <inheritdoc/>
    public Task<OrchestrationState?> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken = default) =>
        _turns.Completions.WaitAsync(instanceId, () => GetAsync(instanceId, cancellationToken), cancellationToken);

    /// <summary>The history of an instance's current execution; null when there is no such instance.</summary>
    public RecordedHistory? ReadHistory(string instanceId)
    {
        ThrowIfStopped();
        return _reader.ReadHistory(instanceId) is { } stored
            ? new RecordedHistory(instanceId, stored.Generation, Encoding.UTF8.GetString(HistoryWriter.Write(stored.History)))
            : null;
    }

    /// <summary>
    /// Stops: starts nothing more, gives running activities <see cref="SqliteDurableEngineOptions.StopGrace"/> to finish, then
    /// as long to heed cancellation; those cancelled are called again after the next start. The database stays open.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        StopPacing();
        await _activities.StopAsync(_options.StopGrace);
        await _turns.StopAsync(Task.Delay(_options.StopGrace, TimeProvider.System));
        _turns.Completions.Refuse(new ObjectDisposedException(nameof(SqliteDurableEngine)));
        _activities.Dispose();
    }

    /// <summary>Stops as a crash would: nothing more is written, answered or waited for.</summary>
    internal void Abandon()
    {
        _stopped = true;
        _turns.Abandon();
        StopPacing();
        _activities.Close();
        _turns.Completions.Refuse(new ObjectDisposedException(nameof(SqliteDurableEngine)));
    }

    private void StopPacing()
    {
        _timers.Dispose();
        _beginning.Dispose();
        _stuckCode.Dispose();
        _deferred.Dispose();
    }

    private static string JsonText(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private void Resume(IReadOnlyList<string> active)
    {
        foreach (var id in active)
        {
            _beginning.Add(id);
        }

        _timers.Start(_turns.Instances.Post);
        _stuckCode.Start();
        _deferred.Start();
        _turns.Start();
    }

    private void Wake(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            _turns.Instances.Post(id, InstanceMessage.Wake);
        }
    }

    // Not cancelled once it is under way: the caller must not take for undone what may be written.
    private Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        ThrowIfStopped();
        cancellationToken.ThrowIfCancellationRequested();
        return _options.Database.WriteAsync(work);
    }

    private Task RequestAsync(string instanceId, HistoryEvent request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ThrowIfStopped();
        cancellationToken.ThrowIfCancellationRequested();
        var message = InstanceMessage.Request(request);
        _turns.Instances.Post(instanceId, message);
        return message.Acknowledged.WaitAsync(cancellationToken);
    }

    private void ThrowIfStopped() => ObjectDisposedException.ThrowIf(_stopped, this);
}
