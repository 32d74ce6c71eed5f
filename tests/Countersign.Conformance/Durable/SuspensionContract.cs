using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Suspended instances: held, with everything kept.</summary>
public abstract class SuspensionContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Suspended_KeepsEventsForTheResumption(bool crash)
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
            await context.WaitForExternalEventAsync<string>("a") + await context.WaitForExternalEventAsync<string>("b"));
        await StartAsync();
        await ScheduleAsync(main, 0);

        await Client.SuspendAsync("one", "hold on");
        await Client.RaiseEventAsync("one", "a", "a");
        await Client.RaiseEventAsync("one", "b", "b");
        if (crash)
        {
            await CrashAndStartAsync();
        }

        Assert.Equal(RuntimeStatus.Suspended, (await Client.GetAsync("one"))!.Status);
        await Client.ResumeAsync("one", "go on");
        Assert.Equal("ab", await ResultAsync<string>());
    }

    [Fact]
    public async Task Suspended_WithATimerThatFires_GoesOnAfterTheResumption()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            await context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromMinutes(1));
            return "fired";
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await Client.SuspendAsync("one", "hold on");
        Clock.Advance(TimeSpan.FromMinutes(2));
        await CrashAndStartAsync();
        Assert.Equal(RuntimeStatus.Suspended, (await Client.GetAsync("one"))!.Status);
        await Client.ResumeAsync("one", "go on");

        Assert.Equal("fired", await ResultAsync<string>());
    }

    [Fact]
    public async Task Suspended_WithAnActivityThatFinishes_TakesItsResultOnceAfterTheResumption()
    {
        var runs = 0;
        var (running, release) = (NewSignal<bool>(), NewSignal<int>());
        var slow = Registry.Activity<int, int>("slow", (_, _, _) =>
        {
            Interlocked.Increment(ref runs);
            running.TrySetResult(true);
            return release.Task;
        });
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallActivityAsync(slow, n));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await SignalAsync(running);

        await Client.SuspendAsync("one", "hold on");
        release.SetResult(3);
        await Client.RaiseEventAsync("one", "anything");
        Assert.Equal(RuntimeStatus.Suspended, (await Client.GetAsync("one"))!.Status);
        await Client.ResumeAsync("one", "go on");

        Assert.Equal(3, await ResultAsync<int>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Suspended_CanBeTerminated()
    {
        var main = Registry.Orchestration<int, int>("main", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await Client.SuspendAsync("one", "hold on");

        await Client.TerminateAsync("one", "enough");

        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync()).Status);
    }

    [Fact]
    public async Task SuspendAndResume_WhereTheyMeanNothing_AreIgnored()
    {
        var main = Registry.Orchestration<int, int>("main", (_, _) => Task.FromResult(1));
        var waits = Registry.Orchestration<int, int>("waits", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await ScheduleAsync(waits, 0, "waits");
        var before = await EndAsync();

        await Client.SuspendAsync("one", "late");
        await Client.ResumeAsync("one", "late");
        await Client.SuspendAsync("nobody", "?");
        await Client.ResumeAsync("waits", "not suspended");
        await Client.SuspendAsync("waits", "once");
        await Client.SuspendAsync("waits", "twice");
        await Client.ResumeAsync("waits", "once");

        Assert.Equal(before, await Client.GetAsync("one"));
        Assert.Equal(RuntimeStatus.Running, (await Client.GetAsync("waits"))!.Status);
    }
}
