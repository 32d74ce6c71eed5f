using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Orchestrations that start over.</summary>
public abstract class ContinueAsNewContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Fact]
    public async Task ContinueAsNew_UntilDone_EndsWithTheLastResult()
    {
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var main = Registry.Orchestration<int, string>("main", async (context, n) =>
        {
            var next = await context.CallActivityAsync(add, n);
            if (next < 20)
            {
                context.ContinueAsNew(next);
                return "unheard";
            }

            return $"reached {next}";
        });
        await StartAsync();

        await ScheduleAsync(main, 0);

        Assert.Equal("reached 20", await ResultAsync<string>());
        Assert.Equal("19", (await Client.GetAsync("one"))!.Input);
    }

    [Theory]
    [InlineData(true, "abc")]
    [InlineData(false, "c")]
    public async Task ContinueAsNew_KeepsUnprocessedEventsWhenAskedTo(bool keep, string expected)
    {
        var main = Registry.Orchestration<int, string>("main", async (context, round) =>
        {
            if (round == 0)
            {
                await context.WaitForExternalEventAsync<string>("next");
                context.ContinueAsNew(1, keep);
                return "unheard";
            }

            context.SetCustomStatus("second round");
            var all = "";
            while (!all.EndsWith('c'))
            {
                all += await context.WaitForExternalEventAsync<string>("letter");
            }

            return all;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await Client.RaiseEventAsync("one", "letter", "a");
        await Client.RaiseEventAsync("one", "letter", "b");
        await Client.RaiseEventAsync("one", "next");
        await UntilStatusAsync("second round");

        await Client.RaiseEventAsync("one", "letter", "c");

        Assert.Equal(expected, await ResultAsync<string>());
    }

    [Fact]
    public async Task ContinueAsNew_AcrossACrash_KeepsEventsAndInput()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, round) =>
        {
            if (round < 3)
            {
                await context.WaitForExternalEventAsync<string>("next");
                context.ContinueAsNew(round + 1);
                return "unheard";
            }

            return await context.WaitForExternalEventAsync<string>("letter");
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await Client.RaiseEventAsync("one", "letter", "kept");

        for (var round = 0; round < 3; round++)
        {
            await Client.RaiseEventAsync("one", "next");
            await CrashAndStartAsync();
        }

        Assert.Equal("kept", await ResultAsync<string>());
    }

    [Fact]
    public async Task ContinueAsNew_LeavesTimersAndGuidsOfTheOldExecutionBehind()
    {
        var main = Registry.Orchestration<Guid?, bool>("main", async (context, before) =>
        {
            if (before is null)
            {
                _ = context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromMinutes(1));
                context.ContinueAsNew(context.NewGuid());
                return false;
            }

            context.SetCustomStatus("second round");
            await context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromMinutes(3));
            return before != context.NewGuid();
        });
        await StartAsync();
        await ScheduleAsync(main, null);
        await UntilStatusAsync("second round");

        Clock.Advance(TimeSpan.FromMinutes(2));
        await CrashAndStartAsync();
        Assert.False((await Client.GetAsync("one"))!.IsFinal);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await ResultAsync<bool>());
    }

    [Fact]
    public async Task ContinueAsNew_InAChild_AnswersTheParentAtTheEnd()
    {
        var child = Registry.Orchestration<int, int>("child", (context, n) =>
        {
            if (n < 3)
            {
                context.ContinueAsNew(n + 1);
            }

            return Task.FromResult(n);
        });
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(child, n));
        await StartAsync();

        await ScheduleAsync(main, 0);

        Assert.Equal(3, await ResultAsync<int>());
    }
}
