using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Timers: never early, late rather than never.</summary>
public abstract class TimerContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3600)]
    [InlineData(60 * 86400)]
    public async Task Timer_WhenDue_Fires(int seconds)
    {
        var main = Sleeper(TimeSpan.FromSeconds(seconds));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(seconds), await ResultAsync<TimeSpan>());
    }

    [Fact]
    public async Task Timer_BeforeItIsDue_DoesNotFire()
    {
        var main = Sleeper(TimeSpan.FromHours(1));
        var probe = Registry.Orchestration<int, int>("probe", (_, _) => Task.FromResult(1));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));

        await ScheduleAsync(probe, 0, "probe");
        await EndAsync("probe");
        Assert.Equal(RuntimeStatus.Running, (await Client.GetAsync("one"))!.Status);
    }

    [Fact]
    public async Task Timer_InThePast_FiresAtOnce()
    {
        var main = Sleeper(TimeSpan.FromHours(-1));
        await StartAsync();

        await ScheduleAsync(main, 0);

        await EndAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timer_DueWhileTheEngineIsDown_FiresAfterwards(bool crash)
    {
        var main = Sleeper(TimeSpan.FromHours(1));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");
        await (crash ? Fixture.CrashAsync() : Fixture.StopAsync());

        Clock.Advance(TimeSpan.FromDays(30));
        await StartAsync();

        Assert.Equal(TimeSpan.FromDays(30), await ResultAsync<TimeSpan>());
    }

    [Fact]
    public async Task Timer_AcrossACrash_KeepsItsInstant()
    {
        var main = Sleeper(TimeSpan.FromHours(1));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");
        Clock.Advance(TimeSpan.FromMinutes(40));

        await CrashAndStartAsync();
        Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(TimeSpan.FromHours(1), await ResultAsync<TimeSpan>());
    }

    [Fact]
    public async Task Timer_ThatIsCancelled_IsForgotten()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromHours(1), cancel.Token);
            await context.WaitForExternalEventAsync<int>("go");
            cancel.Cancel();
            context.SetCustomStatus("cancelled");
            await context.WaitForExternalEventAsync<int>("end");
            return timer.Status.ToString();
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await Client.RaiseEventAsync("one", "go");
        await UntilStatusAsync("cancelled");

        Clock.Advance(TimeSpan.FromHours(2));
        await CrashAndStartAsync();
        await Client.RaiseEventAsync("one", "end");

        Assert.Equal("Canceled", await ResultAsync<string>());
    }

    [Fact]
    public async Task Timers_OfManyInstances_FireInOneAdvance()
    {
        var main = Sleeper(TimeSpan.FromHours(1));
        await StartAsync();
        for (var i = 0; i < 100; i++)
        {
            await ScheduleAsync(main, 0, $"sleeper-{i}");
        }

        for (var i = 0; i < 100; i++)
        {
            await UntilStatusAsync("waiting", $"sleeper-{i}");
        }

        Clock.Advance(TimeSpan.FromHours(1));

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(TimeSpan.FromHours(1), await ResultAsync<TimeSpan>($"sleeper-{i}"));
        }
    }

    [Fact]
    public async Task WhenAny_OfAnEventAndATimer_TakesWhatComesFirst()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromMinutes(5), cancel.Token);
            var decision = context.WaitForExternalEventAsync<string>("decision", cancel.Token);
            context.SetCustomStatus("waiting");
            var first = await Task.WhenAny(timer, decision);
            cancel.Cancel();
            return first == decision ? await decision : "expired";
        });
        await StartAsync();
        await ScheduleAsync(main, 0, "answered");
        await ScheduleAsync(main, 0, "expired");
        await UntilStatusAsync("waiting", "answered");
        await UntilStatusAsync("waiting", "expired");

        await Client.RaiseEventAsync("answered", "decision", "approved");
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("approved", await ResultAsync<string>("answered"));
        Assert.Equal("expired", await ResultAsync<string>("expired"));
    }

    private Orchestration<int, TimeSpan> Sleeper(TimeSpan span) => Registry.Orchestration<int, TimeSpan>("sleeper", async (context, _) =>
    {
        var start = context.CurrentUtc;
        context.SetCustomStatus("waiting");
        await context.CreateTimerAsync(start + span);
        return context.CurrentUtc - start;
    });
}
