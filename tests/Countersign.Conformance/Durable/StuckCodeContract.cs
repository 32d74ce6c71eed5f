using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Code that blocks or never yields: its own instance suffers, and nothing else.</summary>
public abstract class StuckCodeContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    /// <summary>Longer than an engine takes to notice.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Code_ThatBlocks_DoesNotHoldUpOtherInstances()
    {
        using var release = new ManualResetEventSlim();
        var entered = NewSignal<bool>();
        var blocks = Registry.Orchestration<int, int>("blocks", (_, _) =>
        {
            entered.TrySetResult(true);
            release.Wait();
            return Task.FromResult(1);
        });
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var works = Registry.Orchestration<int, int>("works", (context, n) => context.CallActivityAsync(add, n));
        await StartAsync();
        await ScheduleAsync(blocks, 0, "blocked");
        await SignalAsync(entered);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => ScheduleAsync(works, n, $"works-{n}")));

        for (var n = 0; n < 50; n++)
        {
            Assert.Equal(n + 1, await ResultAsync<int>($"works-{n}"));
        }

        release.Set();
        Assert.Equal(1, await ResultAsync<int>("blocked"));
    }

    [Fact]
    public async Task Code_OfVeryManyThatBlock_DoesNotHoldUpOtherOrchestrations()
    {
        const int Many = 150;
        using var release = new ManualResetEventSlim();
        var blocks = Registry.Orchestration<int, int>("blocks", (_, n) =>
        {
            release.Wait();
            return Task.FromResult(n);
        });
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var works = Registry.Orchestration<int, int>("works", async (context, n) =>
            await context.CallActivityAsync(add, n) + await context.WaitForExternalEventAsync<int>("go"));
        await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Many).Select(n => ScheduleAsync(blocks, n, $"blocks-{n}")));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => ScheduleAsync(works, n, $"works-{n}")));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Client.RaiseEventAsync($"works-{n}", "go", 100).WaitAsync(Fixture.Patience)));

        for (var n = 0; n < 50; n++)
        {
            Assert.Equal(n + 101, await ResultAsync<int>($"works-{n}"));
        }

        release.Set();
        for (var n = 0; n < Many; n++)
        {
            Assert.Equal(n, await ResultAsync<int>($"blocks-{n}"));
        }
    }

    [Fact]
    public async Task Requests_ToAStuckInstance_AreKept()
    {
        using var release = new ManualResetEventSlim();
        var entered = NewSignal<bool>();
        var blocks = Registry.Orchestration<int, string>("blocks", async (context, _) =>
        {
            entered.TrySetResult(true);
            release.Wait();
            return await context.WaitForExternalEventAsync<string>("first") + await context.WaitForExternalEventAsync<string>("second");
        });
        await StartAsync();
        await ScheduleAsync(blocks, 0);
        await SignalAsync(entered);

        var raised = Client.RaiseEventAsync("one", "second", "2");
        await AdvanceUntilAsync(raised);
        release.Set();
        await Client.RaiseEventAsync("one", "first", "1");

        Assert.Equal("12", await ResultAsync<string>());
    }

    [Fact]
    public async Task Terminate_OfAStuckInstance_EndsItAndFreesItsId()
    {
        using var release = new ManualResetEventSlim();
        var entered = NewSignal<bool>();
        var main = Registry.Orchestration<bool, string>("main", async (context, isStuck) =>
        {
            if (isStuck)
            {
                await context.WaitForExternalEventAsync<int>("go");
                entered.TrySetResult(true);
                release.Wait();
            }

            return "done";
        });
        await StartAsync();
        await ScheduleAsync(main, true);
        var raised = Client.RaiseEventAsync("one", "go");
        await SignalAsync(entered);

        await AdvanceUntilAsync(Client.TerminateAsync("one", "stuck"));

        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync()).Status);
        Assert.True(await Client.PurgeAsync("one"));
        await ScheduleAsync(main, false);
        Assert.Equal("done", await ResultAsync<string>());
        release.Set();
        await raised.WaitAsync(Fixture.Patience);
        Assert.Equal("done", await ResultAsync<string>());
    }

    [Fact]
    public async Task Stop_WithAStuckInstance_IsBounded()
    {
        using var release = new ManualResetEventSlim();
        var entered = NewSignal<bool>();
        var blocks = Registry.Orchestration<int, string>("blocks", (_, _) =>
        {
            entered.TrySetResult(true);
            release.Wait();
            return Task.FromResult("done");
        });
        await StartAsync();
        await ScheduleAsync(blocks, 0);
        await SignalAsync(entered);

        await Fixture.StopAsync().WaitAsync(Fixture.Patience);
        release.Set();
        await StartAsync();

        Assert.Equal("done", await ResultAsync<string>());
    }

    private Task AdvanceUntilAsync(Task request) => EventuallyAsync(
        () =>
        {
            Clock.Advance(request.IsCompleted ? TimeSpan.Zero : Noticed);
            return Task.FromResult(request.IsCompletedSuccessfully);
        },
        () => $"the request is {request.Status}");
}
