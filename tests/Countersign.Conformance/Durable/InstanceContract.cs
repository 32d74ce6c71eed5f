using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Instances: started once, read, failed, terminated.</summary>
public abstract class InstanceContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Fact]
    public async Task Schedule_UnderATakenId_HasNoEffect()
    {
        var main = Registry.Orchestration<string, string>("main", (_, input) => Task.FromResult(input));
        await StartAsync();

        var first = await Client.ScheduleAsync(main, "first", "one");
        var second = await Client.ScheduleAsync(main, "second", "one");
        var result = await ResultAsync<string>();
        var third = await Client.ScheduleAsync(main, "third", "one");

        Assert.Equal((true, false, false), (first, second, third));
        Assert.Equal("first", result);
        Assert.Equal("first", await ResultAsync<string>());
    }

    [Fact]
    public async Task Schedule_Acknowledged_SurvivesACrash()
    {
        var main = Registry.Orchestration<string, string>("main", (_, input) => Task.FromResult(input));
        await StartAsync();

        await ScheduleAsync(main, "durable");
        await CrashAndStartAsync();

        Assert.Equal("durable", await ResultAsync<string>());
    }

    [Fact]
    public async Task Get_OfAnUnknownInstance_IsNull()
    {
        await StartAsync();

        Assert.Null(await Client.GetAsync("nobody"));
        Assert.Null(await Client.WaitForCompletionAsync("nobody"));
    }

    [Fact]
    public async Task Get_OfACompletedInstance_TellsAll()
    {
        var main = Registry.Orchestration<string, int>("main", async (context, _) =>
        {
            context.SetCustomStatus(new { step = 1 });
            await context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromMinutes(1));
            return 42;
        });
        await StartAsync();
        var createdAt = Clock.GetUtcNow();
        await ScheduleAsync(main, "input");
        await UntilAsync("one", state => state.CustomStatus is not null);

        Clock.Advance(TimeSpan.FromMinutes(1));
        var state = await EndAsync();

        Assert.Equal(
            new OrchestrationState
            {
                InstanceId = "one",
                Name = "main",
                Status = RuntimeStatus.Completed,
                CreatedAt = createdAt,
                LastUpdatedAt = createdAt + TimeSpan.FromMinutes(1),
                Input = "\"input\"",
                Output = "42",
                CustomStatus = """{"step":1}""",
            },
            state);
    }

    [Fact]
    public async Task WaitForCompletion_OfARunningInstance_EndsWithIt()
    {
        var main = Registry.Orchestration<int, string>("main", (context, _) => context.WaitForExternalEventAsync<string>("go"));
        await StartAsync();
        await ScheduleAsync(main, 0);

        var waiting = Client.WaitForCompletionAsync("one");
        Assert.False(waiting.IsCompleted);
        await Client.RaiseEventAsync("one", "go", "done");

        Assert.Equal("\"done\"", (await waiting.WaitAsync(Fixture.Patience))!.Output);
    }

    [Fact]
    public async Task WaitForCompletion_ThatIsCancelled_Throws()
    {
        var main = Registry.Orchestration<int, string>("main", (context, _) => context.WaitForExternalEventAsync<string>("go"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        using var cancel = new CancellationTokenSource();

        var waiting = Client.WaitForCompletionAsync("one", cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Orchestration_ThatThrows_IsFailedWithTheFacts()
    {
        var main = Registry.Orchestration<int, int>("main", (_, _) => throw new InvalidDataException("broken"));
        var late = Registry.Orchestration<int, int>("late", async (context, _) =>
        {
            await context.CreateTimerAsync(context.CurrentUtc);
            throw new NonRetryableException("broken later");
        });
        await StartAsync();

        await ScheduleAsync(main, 0);
        await ScheduleAsync(late, 0, "late");

        Assert.Equal(new FailureDetails("System.IO.InvalidDataException", "broken"), (await EndAsync()).Failure);
        Assert.Equal(
            new FailureDetails("Countersign.Durable.NonRetryableException", "broken later", Retryable: false), (await EndAsync("late")).Failure);
    }

    [Fact]
    public async Task Orchestration_ThatNobodyRegistered_IsFailedByName()
    {
        await StartAsync();

        await ScheduleAsync(new Orchestration<int, int>("missing"), 0);

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("'missing'", state.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_OfTheWrongShape_FailsTheInstanceAndKeepsTheInput()
    {
        Registry.Orchestration<int, int>("main", (_, input) => Task.FromResult(input));
        await StartAsync();

        await ScheduleAsync(new Orchestration<string, int>("main"), "not a number");

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Equal("\"not a number\"", state.Input);
    }

    [Fact]
    public async Task CustomStatus_AboveTheLimit_IsRefused()
    {
        var main = Registry.Orchestration<int, string>("main", (context, length) =>
        {
            try
            {
                context.SetCustomStatus(new string('x', length));
                return Task.FromResult("accepted");
            }
            catch (ArgumentException)
            {
                return Task.FromResult("refused");
            }
        });
        await StartAsync();

        await ScheduleAsync(main, 8190, "fits");
        await ScheduleAsync(main, 8191, "too long");

        Assert.Equal("accepted", await ResultAsync<string>("fits"));
        Assert.Equal("refused", await ResultAsync<string>("too long"));
    }

    [Fact]
    public async Task CustomStatus_AcrossACrash_IsKept()
    {
        var main = Registry.Orchestration<int, int>("main", (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEventAsync<int>("go");
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("one", "other");

        Assert.Equal("\"waiting\"", (await Client.GetAsync("one"))?.CustomStatus);
    }

    [Fact]
    public async Task Terminate_OfAWaitingInstance_EndsIt()
    {
        var main = Registry.Orchestration<int, int>("main", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        await StartAsync();
        await ScheduleAsync(main, 0);

        await Client.TerminateAsync("one", "no longer \"wanted\"");

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Terminated, state.Status);
        Assert.Equal("no longer \"wanted\"", System.Text.Json.JsonSerializer.Deserialize<string>(state.Output!));
    }

    [Fact]
    public async Task Terminate_WithAnActivityRunning_EndsTheInstanceAndIgnoresTheResult()
    {
        var (running, release) = (NewSignal<bool>(), NewSignal<int>());
        var slow = Registry.Activity<int, int>("slow", (_, _, _) =>
        {
            running.TrySetResult(true);
            return release.Task;
        });
        var main = Registry.Orchestration<int, int>("main", (context, _) => context.CallActivityAsync(slow, 0));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await SignalAsync(running);

        await Client.TerminateAsync("one", "stop");
        release.SetResult(1);

        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync()).Status);
    }

    [Fact]
    public async Task Terminate_OfAFinishedOrUnknownInstance_IsIgnored()
    {
        var main = Registry.Orchestration<int, int>("main", (_, _) => Task.FromResult(1));
        await StartAsync();
        await ScheduleAsync(main, 0);
        var before = await EndAsync();

        await Client.TerminateAsync("one", "late");
        await Client.TerminateAsync("nobody", "late");

        Assert.Equal(before, await Client.GetAsync("one"));
    }

    [Fact]
    public async Task Instances_ManyAtOnce_AllComplete()
    {
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var main = Registry.Orchestration<int, int>("main", async (context, n) =>
            await context.CallActivityAsync(add, await context.CallActivityAsync(add, n)));
        await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => ScheduleAsync(main, n, $"many-{n}")));

        for (var n = 0; n < 500; n++)
        {
            Assert.Equal(n + 2, await ResultAsync<int>($"many-{n}"));
        }
    }
}
