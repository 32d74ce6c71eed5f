using System.Text.Json;
using Countersign.Durable;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>What the suites of the durable-execution contract share: a registry, an engine that restarts, bounded waits.</summary>
public abstract class DurableContract(DurableEngineFixture fixture) : IAsyncLifetime
{
    private IOrchestrationClient? _client;

    protected DurableEngineFixture Fixture => fixture;

    protected VirtualClock Clock => fixture.Clock;

    /// <summary>Filled by a test before it starts the engine; used again after restarts.</summary>
    protected DurableRegistry Registry { get; private set; } = new();

    protected IOrchestrationClient Client => _client ?? throw new InvalidOperationException("The engine has not been started.");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task StartAsync() => _client = await fixture.StartAsync(Registry);

    protected async Task StopAndStartAsync()
    {
        await fixture.StopAsync();
        await StartAsync();
    }

    /// <summary>Kills the engine and starts it again, with other code when a registry is given.</summary>
    protected async Task CrashAndStartAsync(DurableRegistry? changed = null)
    {
        await fixture.CrashAsync();
        Registry = changed ?? Registry;
        await StartAsync();
    }

    /// <summary>Starts an instance.</summary>
    protected async Task ScheduleAsync<TInput, TResult>(Orchestration<TInput, TResult> orchestration, TInput input, string id = "one") =>
        Assert.True(await Client.ScheduleAsync(orchestration, input, id));

    /// <summary>Waits until the instance is final.</summary>
    protected Task<OrchestrationState> EndAsync(string id = "one") => UntilAsync(id, state => state.IsFinal);

    /// <summary>Waits for the result of an instance that completes.</summary>
    protected async Task<TResult?> ResultAsync<TResult>(string id = "one")
    {
        var state = await EndAsync(id);
        Assert.True(state.Status is RuntimeStatus.Completed, $"'{id}' should have completed and is {state}");
        return state.Output is null ? default : JsonSerializer.Deserialize<TResult>(state.Output, JsonSerializerOptions.Web);
    }

    /// <summary>Waits until an orchestration has published the given text as its custom status.</summary>
    protected Task<OrchestrationState> UntilStatusAsync(string text, string id = "one") =>
        UntilAsync(id, state => state.CustomStatus == JsonSerializer.Serialize(text));

    /// <summary>Waits, within bounds, until the instance is as wanted; tells how it was when it never came to that.</summary>
    protected async Task<OrchestrationState> UntilAsync(string id, Func<OrchestrationState, bool> wanted)
    {
        OrchestrationState? state = null;
        await EventuallyAsync(
            async () => (state = await Client.GetAsync(id)) is not null && wanted(state),
            () => $"'{id}' never came to the wanted state; it is {state}");
        return state!;
    }

    /// <summary>Waits, within bounds, while moving the clock forward step by step.</summary>
    protected async Task<OrchestrationState> EndWhileAdvancingAsync(TimeSpan step, string id = "one")
    {
        OrchestrationState? state = null;
        await EventuallyAsync(
            async () =>
            {
                state = await Client.GetAsync(id);
                if (state is { IsFinal: true })
                {
                    return true;
                }

                Clock.Advance(step);
                return false;
            },
            () => $"'{id}' never ended; it is {state} at {Clock.GetUtcNow():O}");
        return state!;
    }

    /// <summary>Polls a condition within bounds.</summary>
    protected async Task EventuallyAsync(Func<Task<bool>> condition, Func<string> describe)
    {
        var giveUp = Environment.TickCount64 + (long)fixture.Patience.TotalMilliseconds;
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < giveUp, describe());
            await Task.Delay(1);
        }
    }

    /// <summary>Awaits a signal of the code under test, within bounds.</summary>
    protected Task<T> SignalAsync<T>(TaskCompletionSource<T> signal) => signal.Task.WaitAsync(fixture.Patience);

    protected static TaskCompletionSource<T> NewSignal<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
