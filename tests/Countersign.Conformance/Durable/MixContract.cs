using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Activities, timers, events and children awaited together: who wins, and what becomes of the others.</summary>
public abstract class MixContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhenAll_OfEverything_EndsWithTheLast(bool crash)
    {
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var child = Registry.Orchestration<int, int>("child", (context, n) => context.CallActivityAsync(add, n));
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            var called = context.CallActivityAsync(add, 1);
            var below = context.CallSubOrchestrationAsync(child, 10);
            var told = context.WaitForExternalEventAsync<int>("go");
            var timer = context.CreateTimerAsync(context.CurrentUtc.AddHours(1));
            context.SetCustomStatus("waiting");
            await Task.WhenAll(called, below, told, timer);
            return await called + await below + await told;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");
        await Client.RaiseEventAsync("one", "go", 100);
        if (crash)
        {
            await CrashAndStartAsync();
        }

        Assert.False((await Client.GetAsync("one"))!.IsFinal);
        await EndWhileAdvancingAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(113, await ResultAsync<int>());
    }

    [Fact]
    public async Task WhenAll_WithOneThatFails_WaitsForTheOthersAndFails()
    {
        var release = NewSignal<int>();
        var fails = Registry.Activity<int, int>("fails", _ => throw new InvalidDataException("broken"));
        var slow = Registry.Activity<int, int>("slow", (_, _, _) => release.Task);
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
            (await Task.WhenAll(context.CallActivityAsync(slow, 0), context.CallActivityAsync(fails, 0))).Sum());
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilAsync("one", state => state.Status is RuntimeStatus.Running);

        Assert.False((await Client.GetAsync("one"))!.IsFinal);
        release.SetResult(1);

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("broken", state.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhenAny_LoserThatEndsLater_ChangesNothing(bool crash)
    {
        var release = NewSignal<string>();
        var quick = Registry.Activity<int, string>("quick", _ => "quick");
        var slow = Registry.Activity<int, string>("slow", (_, _, _) => release.Task);
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            var first = await Task.WhenAny(context.CallActivityAsync(slow, 0), context.CallActivityAsync(quick, 0));
            var winner = await first;
            context.SetCustomStatus(winner);
            return $"{winner}, then {await context.WaitForExternalEventAsync<string>("go")}";
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("quick");

        release.SetResult("slow");
        if (crash)
        {
            await CrashAndStartAsync();
        }

        await Client.RaiseEventAsync("one", "go", "told");

        Assert.Equal("quick, then told", await ResultAsync<string>());
    }

    [Fact]
    public async Task WhenAny_LosingActivity_DoesNotHoldUpTheEnd()
    {
        var (running, release) = (NewSignal<bool>(), NewSignal<string>());
        var slow = Registry.Activity<int, string>("slow", (_, _, _) =>
        {
            running.TrySetResult(true);
            return release.Task;
        });
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            var told = context.WaitForExternalEventAsync<string>("go");
            await Task.WhenAny(context.CallActivityAsync(slow, 0), told);
            return await told;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await SignalAsync(running);

        await Client.RaiseEventAsync("one", "go", "told");
        var ended = await EndAsync();
        release.SetResult("late");

        Assert.Equal("\"told\"", ended.Output);
        Assert.True(await Client.PurgeAsync("one"));
    }

    [Fact]
    public async Task WhenAny_LosingWaitThatIsCancelled_LeavesTheEventForTheNext()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            using var rest = new CancellationTokenSource();
            var first = context.WaitForExternalEventAsync<string>("go", rest.Token);
            await Task.WhenAny(first, context.CreateTimerAsync(context.CurrentUtc.AddMinutes(1)));
            rest.Cancel();
            context.SetCustomStatus("timed out");
            return await context.WaitForExternalEventAsync<string>("go");
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilAsync("one", state => state.Status is RuntimeStatus.Running);
        await EventuallyAsync(
            async () =>
            {
                Clock.Advance(TimeSpan.FromMinutes(1));
                return (await Client.GetAsync("one"))!.CustomStatus is not null;
            },
            () => "the timer never fired");

        await Client.RaiseEventAsync("one", "GO", "told");

        Assert.Equal("told", await ResultAsync<string>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Timer_YearsAhead_FiresThenAndNotBefore(int years)
    {
        var main = Registry.Orchestration<int, DateTimeOffset>("main", async (context, n) =>
        {
            context.SetCustomStatus("waiting");
            await context.CreateTimerAsync(context.CurrentUtc.AddYears(n));
            return context.CurrentUtc;
        });
        await StartAsync();
        var due = Clock.GetUtcNow().AddYears(years);
        await ScheduleAsync(main, years);
        await UntilStatusAsync("waiting");
        await Fixture.StopAsync();

        // While the engine is down: one that runs looks at the clock each minute, and there are very many.
        Clock.Advance(due - Clock.GetUtcNow() - TimeSpan.FromHours(1));
        await StartAsync();
        Assert.False((await Client.GetAsync("one"))!.IsFinal);
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.True(await ResultAsync<DateTimeOffset>() >= due);
    }
}
