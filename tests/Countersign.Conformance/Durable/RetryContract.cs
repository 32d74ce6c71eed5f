using System.Collections.Concurrent;
using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Retry policies: how often, when, and what ends them.</summary>
public abstract class RetryContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentQueue<DateTimeOffset> _attempts = new();

    [Fact]
    public async Task Retry_UntilTheThirdAttempt_ReturnsItsResult()
    {
        var flaky = Flaky(succeedsAt: 3);
        var main = Main(flaky, new RetryPolicy { MaxAttempts = 5, FirstInterval = TimeSpan.FromSeconds(2), BackoffCoefficient = 3 });
        await StartAsync();

        await ScheduleAsync(main, 0);
        await EndWhileAdvancingAsync(Step);

        Assert.Equal(3, await ResultAsync<int>());
        AssertWaits(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Retry_WithALongestInterval_WaitsNoLonger()
    {
        var flaky = Flaky(succeedsAt: 4);
        var main = Main(flaky, new RetryPolicy
        {
            MaxAttempts = 4,
            FirstInterval = TimeSpan.FromSeconds(2),
            BackoffCoefficient = 1000,
            MaxInterval = TimeSpan.FromSeconds(5),
        });
        await StartAsync();

        await ScheduleAsync(main, 0);
        await EndWhileAdvancingAsync(Step);

        Assert.Equal(4, await ResultAsync<int>());
        AssertWaits(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Retry_ThatRunsOutOfAttempts_FailsWithTheLastFailure()
    {
        var flaky = Flaky(succeedsAt: int.MaxValue);
        var main = Main(flaky, new RetryPolicy { MaxAttempts = 3, FirstInterval = TimeSpan.FromSeconds(1) });
        await StartAsync();

        await ScheduleAsync(main, 0);
        var state = await EndWhileAdvancingAsync(Step);

        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("attempt 3", state.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(3, _attempts.Count);
    }

    [Fact]
    public async Task Retry_PastItsTimeout_EndsAtTheNextFailure()
    {
        var flaky = Flaky(succeedsAt: int.MaxValue);
        var main = Main(flaky, new RetryPolicy
        {
            MaxAttempts = 100,
            FirstInterval = TimeSpan.FromHours(10),
            Timeout = TimeSpan.FromHours(15),
        });
        await StartAsync();

        // Steps that are small beside the policy, because the clock goes on while a slow machine makes its attempt.
        await ScheduleAsync(main, 0);
        var state = await EndWhileAdvancingAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Equal(3, _attempts.Count);
    }

    [Fact]
    public async Task Retry_OfANonRetryableFailure_IsNotMade()
    {
        var hopeless = Registry.Activity<int, int>("hopeless", _ =>
        {
            _attempts.Enqueue(Clock.GetUtcNow());
            throw new NonRetryableException("no use");
        });
        var main = Main(hopeless, new RetryPolicy { MaxAttempts = 10, FirstInterval = TimeSpan.FromHours(1) });
        await StartAsync();

        await ScheduleAsync(main, 0);

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("no use", state.Failure!.Message, StringComparison.Ordinal);
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task Retry_AcrossACrash_GoesOnCounting()
    {
        var flaky = Registry.Activity<int, int>("flaky", _ =>
        {
            _attempts.Enqueue(Clock.GetUtcNow());
            throw new InvalidOperationException($"attempt {_attempts.Count}");
        });
        var main = Registry.Orchestration<int, int>("main", (context, _) =>
        {
            context.SetCustomStatus("trying");
            return context.CallActivityAsync(flaky, 1, new RetryPolicy { MaxAttempts = 3, FirstInterval = TimeSpan.FromHours(1) });
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await EventuallyAsync(() => Task.FromResult(_attempts.Count == 1), () => $"{_attempts.Count} attempts");
        await EventuallyAsync(async () => await AdvanceAndCountAsync(TimeSpan.FromMinutes(10)) == 2, () => $"{_attempts.Count} attempts");

        await CrashAndStartAsync();
        var state = await EndWhileAdvancingAsync(TimeSpan.FromMinutes(10));

        // The second attempt may run again when its answer was not flushed before the crash.
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.InRange(_attempts.Count, 3, 4);

        async Task<int> AdvanceAndCountAsync(TimeSpan step)
        {
            if (_attempts.Count < 2)
            {
                Clock.Advance(step);
                await Task.Yield();
            }

            return _attempts.Count;
        }
    }

    private Activity<int, int> Flaky(int succeedsAt) => Registry.Activity<int, int>("flaky", _ =>
    {
        _attempts.Enqueue(Clock.GetUtcNow());
        var attempt = _attempts.Count;
        return attempt < succeedsAt ? throw new InvalidOperationException($"attempt {attempt}") : attempt;
    });

    private Orchestration<int, int> Main(Activity<int, int> activity, RetryPolicy policy) =>
        Registry.Orchestration<int, int>("main", (context, _) => context.CallActivityAsync(activity, 1, policy));

    // The clock moves on while the engine works, so a wait may be seen longer than it was, never shorter.
    private void AssertWaits(params TimeSpan[] expected)
    {
        var attempts = _attempts.ToArray();
        Assert.Equal(expected.Length + 1, attempts.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(attempts[i + 1] - attempts[i] >= expected[i], $"wait {i + 1} was {attempts[i + 1] - attempts[i]}, not {expected[i]}");
        }
    }
}
