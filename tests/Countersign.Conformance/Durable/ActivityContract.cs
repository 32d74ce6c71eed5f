using System.Collections.Concurrent;
using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Calls of activities: results, failures, parallel calls, crashes.</summary>
public abstract class ActivityContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Fact]
    public async Task Activity_ThatReturns_GivesItsResultToTheOrchestration()
    {
        var greet = Registry.Activity<string, string>("greet", name => $"hello {name}");
        var main = Registry.Orchestration<string, string>("main", (context, name) => context.CallActivityAsync(greet, name));
        await StartAsync();

        await ScheduleAsync(main, "world");

        Assert.Equal("hello world", await ResultAsync<string>());
    }

    [Fact]
    public async Task Activity_WithRecordsAndNulls_KeepsThem()
    {
        var swap = Registry.Activity<Pair, Pair>("swap", pair => new Pair(pair.Right, pair.Left));
        var nothing = Registry.Activity<string?, string?>("nothing", input => input);
        var main = Registry.Orchestration<Pair, Pair?[]>("main", async (context, pair) =>
        {
            var swapped = await context.CallActivityAsync(swap, pair);
            var none = await context.CallActivityAsync(nothing, null);
            return [swapped, none is null ? null : pair];
        });
        await StartAsync();

        await ScheduleAsync(main, new Pair("ä\"\\\n€😀", null));

        var result = await ResultAsync<Pair?[]>();
        Assert.Equal(new Pair(null, "ä\"\\\n€😀"), result![0]);
        Assert.Null(result[1]);
    }

    [Fact]
    public async Task Activity_ThatThrows_FailsTheCallWithItsFacts()
    {
        var fail = Registry.Activity<int, int>("fail", _ => throw new InvalidDataException("bad data"));
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            try
            {
                await context.CallActivityAsync(fail, 1);
                return "no failure";
            }
            catch (ActivityFailedException exception)
            {
                return $"{exception.Name} {exception.Failure}";
            }
        });
        await StartAsync();

        await ScheduleAsync(main, 0);

        var expected = new FailureDetails("System.IO.InvalidDataException", "bad data");
        Assert.Equal($"fail {expected}", await ResultAsync<string>());
    }

    [Fact]
    public async Task Activity_ThatNobodyRegistered_FailsTheCallForGood()
    {
        var missing = new Activity<int, int>("missing");
        var policy = new RetryPolicy { MaxAttempts = 5, FirstInterval = TimeSpan.FromHours(1) };
        var main = Registry.Orchestration<int, int>("main", (context, _) => context.CallActivityAsync(missing, 1, policy));
        await StartAsync();

        await ScheduleAsync(main, 0);

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("'missing'", state.Failure!.Message, StringComparison.Ordinal);
        Assert.False(state.Failure.Retryable);
    }

    [Fact]
    public async Task Activities_CalledInParallel_AllComplete()
    {
        var square = Registry.Activity<int, int>("square", n => n * n);
        var main = Registry.Orchestration<int, int>("main", async (context, count) =>
        {
            var squares = await Task.WhenAll(Enumerable.Range(1, count).Select(n => context.CallActivityAsync(square, n)));
            return squares.Sum();
        });
        await StartAsync();

        await ScheduleAsync(main, 200);

        Assert.Equal(Enumerable.Range(1, 200).Sum(n => n * n), await ResultAsync<int>());
    }

    [Fact]
    public async Task Activity_RunningWhenTheEngineDies_RunsAgain()
    {
        var runs = 0;
        var (running, release) = (NewSignal<bool>(), NewSignal<string>());
        var slow = Registry.Activity<int, string>("slow", (_, _, _) =>
        {
            running.TrySetResult(true);
            return Interlocked.Increment(ref runs) == 1 ? release.Task : Task.FromResult("second");
        });
        var main = Registry.Orchestration<int, string>("main", (context, _) => context.CallActivityAsync(slow, 1));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await SignalAsync(running);

        await CrashAndStartAsync();
        release.SetResult("first");

        Assert.Equal("second", await ResultAsync<string>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Activity_RecordedBeforeTheEngineDies_DoesNotRunAgain()
    {
        var runs = new ConcurrentQueue<int>();
        var count = Registry.Activity<int, int>("count", n =>
        {
            runs.Enqueue(n);
            return n;
        });
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            var first = await context.CallActivityAsync(count, 1);
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEventAsync<int>("go");
            return first + await context.CallActivityAsync(count, 2);
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("one", "go");

        Assert.Equal(3, await ResultAsync<int>());
        Assert.Equal([1, 2], runs);
    }

    [Fact]
    public async Task Activity_WhenTheEngineStops_IsCancelledAndCalledAgain()
    {
        var runs = 0;
        var running = NewSignal<bool>();
        var patient = Registry.Activity<int, string>("patient", async (_, _, cancellationToken) =>
        {
            if (Interlocked.Increment(ref runs) == 1)
            {
                running.SetResult(true);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return "done";
        });
        var main = Registry.Orchestration<int, string>("main", (context, _) => context.CallActivityAsync(patient, 1));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await SignalAsync(running);

        await StopAndStartAsync();

        Assert.Equal("done", await ResultAsync<string>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Activity_IsToldWhoCalls()
    {
        var who = Registry.Activity<int, ActivityContext>("who", (context, _, _) => Task.FromResult(context));
        var main = Registry.Orchestration<int, ActivityContext>("main", (context, _) => context.CallActivityAsync(who, 1));
        await StartAsync();

        await ScheduleAsync(main, 0, "caller");

        Assert.Equal(new ActivityContext("caller", "who"), await ResultAsync<ActivityContext>("caller"));
    }

    private sealed record Pair(string? Left, string? Right);
}
