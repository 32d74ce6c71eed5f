using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>External events: kept until awaited, delivered once, without regard to case.</summary>
public abstract class EventContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Fact]
    public async Task Event_RaisedDuringTheWait_IsDelivered()
    {
        var main = Waiter("go");
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await Client.RaiseEventAsync("one", "go", "payload");

        Assert.Equal("payload", await ResultAsync<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_RaisedBeforeTheWait_IsKept(bool crash)
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            await context.WaitForExternalEventAsync<string>("first");
            return await context.WaitForExternalEventAsync<string>("second");
        });
        await StartAsync();
        await ScheduleAsync(main, 0);

        await Client.RaiseEventAsync("one", "second", "kept");
        if (crash)
        {
            await CrashAndStartAsync();
        }

        await Client.RaiseEventAsync("one", "first", "x");

        Assert.Equal("kept", await ResultAsync<string>());
    }

    [Fact]
    public async Task Event_WithOtherCase_IsTheSame()
    {
        var main = Waiter("Decision");
        await StartAsync();
        await ScheduleAsync(main, 0);

        await Client.RaiseEventAsync("one", "DECISION", "same");

        Assert.Equal("same", await ResultAsync<string>());
    }

    [Fact]
    public async Task Events_KeptUnderOneName_AreDeliveredInOrderOnceEach()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            await context.WaitForExternalEventAsync<string>("go");
            var all = "";
            for (var i = 0; i < 3; i++)
            {
                all += await context.WaitForExternalEventAsync<string>("letter");
            }

            return all;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);

        await Client.RaiseEventAsync("one", "letter", "a");
        await Client.RaiseEventAsync("one", "letter", "b");
        await Client.RaiseEventAsync("one", "letter", "c");
        await Client.RaiseEventAsync("one", "go");

        Assert.Equal("abc", await ResultAsync<string>());
    }

    [Fact]
    public async Task Events_ForSeveralWaitsOfOneName_ServeTheNewestFirst()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            var older = context.WaitForExternalEventAsync<string>("n");
            var newer = context.WaitForExternalEventAsync<string>("n");
            context.SetCustomStatus("waiting");
            return $"older {await older}, newer {await newer}";
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await Client.RaiseEventAsync("one", "n", "first");
        await Client.RaiseEventAsync("one", "n", "second");

        Assert.Equal("older second, newer first", await ResultAsync<string>());
    }

    [Fact]
    public async Task Event_Acknowledged_SurvivesACrash()
    {
        var main = Waiter("go");
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await Client.RaiseEventAsync("one", "go", "durable");
        await CrashAndStartAsync();

        Assert.Equal("durable", await ResultAsync<string>());
    }

    [Fact]
    public async Task Event_ForAnUnknownInstance_IsIgnored()
    {
        await StartAsync();

        await Client.RaiseEventAsync("nobody", "go");

        Assert.Null(await Client.GetAsync("nobody"));
    }

    [Fact]
    public async Task Event_ForAFinishedInstance_IsIgnored()
    {
        var main = Registry.Orchestration<int, string>("main", (_, _) => Task.FromResult("done"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        var before = await EndAsync();

        await Client.RaiseEventAsync("one", "go");

        Assert.Equal(before, await Client.GetAsync("one"));
    }

    [Fact]
    public async Task Event_WithAPayloadOfTheWrongShape_FailsTheWait()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            try
            {
                return $"{await context.WaitForExternalEventAsync<int>("number")}";
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return "refused";
            }
        });
        await StartAsync();
        await ScheduleAsync(main, 0);

        await Client.RaiseEventAsync("one", "number", "not a number");

        Assert.Equal("refused", await ResultAsync<string>());
    }

    [Fact]
    public async Task Wait_ThatIsCancelled_Throws()
    {
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var wait = context.WaitForExternalEventAsync<string>("never", cancel.Token);
            await context.WaitForExternalEventAsync<string>("cancel");
            cancel.Cancel();
            try
            {
                return await wait;
            }
            catch (TaskCanceledException)
            {
                return "cancelled";
            }
        });
        await StartAsync();
        await ScheduleAsync(main, 0);

        await Client.RaiseEventAsync("one", "cancel");

        Assert.Equal("cancelled", await ResultAsync<string>());
    }

    [Fact]
    public async Task Events_RaisedConcurrently_AreAllDeliveredOnce()
    {
        var main = Registry.Orchestration<int, int>("main", async (context, count) =>
        {
            var sum = 0;
            for (var i = 0; i < count; i++)
            {
                sum += await context.WaitForExternalEventAsync<int>("n");
            }

            return sum;
        });
        await StartAsync();
        await ScheduleAsync(main, 100);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(n => Client.RaiseEventAsync("one", "n", n)));

        Assert.Equal(5050, await ResultAsync<int>());
    }

    private Orchestration<int, string> Waiter(string name) => Registry.Orchestration<int, string>("waiter", (context, _) =>
    {
        context.SetCustomStatus("waiting");
        return context.WaitForExternalEventAsync<string>(name);
    });
}
