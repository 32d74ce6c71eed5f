using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Starting under an id that is taken: refused or replaced, as the starter says.</summary>
public abstract class IdReuseContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    private static readonly RuntimeStatus[] All = Enum.GetValues<RuntimeStatus>();

    public static TheoryData<RuntimeStatus> Statuses =>
        [RuntimeStatus.Running, RuntimeStatus.Suspended, RuntimeStatus.Completed, RuntimeStatus.Failed, RuntimeStatus.Terminated];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Start_WithTheStatusListed_IsRefusedAndChangesNothing(RuntimeStatus status)
    {
        var main = await StartWithOneAsync(status);
        var before = await Client.GetAsync("one");

        var refused = await Assert.ThrowsAsync<InstanceExistsException>(
            () => Client.ScheduleAsync(main, "again", "one", new StartOptions { DedupeStatuses = [status] }));

        Assert.Equal(("one", status), (refused.InstanceId, refused.Status));
        Assert.Contains($"'one' exists and is {status}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Client.GetAsync("one"));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Start_WithTheStatusNotListed_ReplacesTheInstance(RuntimeStatus status)
    {
        var main = await StartWithOneAsync(status);

        await Client.ScheduleAsync(main, "again", "one", new StartOptions { DedupeStatuses = [.. All.Except([status])] });

        Assert.Equal("again", await ResultAsync<string>());
    }

    [Fact]
    public async Task Start_Again_SurvivesACrash()
    {
        var main = await StartWithOneAsync(RuntimeStatus.Running);

        await Client.ScheduleAsync(main, "again", "one", new StartOptions { DedupeStatuses = [] });
        await CrashAndStartAsync();

        Assert.Equal("again", await ResultAsync<string>());
        Assert.Null((await Client.GetAsync("one"))!.Failure);
    }

    [Fact]
    public async Task Replaced_InstancesAnswersTimersAndEvents_DoNotReachTheNewOne()
    {
        var (running, release) = (NewSignal<bool>(), NewSignal<string>());
        var slow = Registry.Activity<string, string>("slow", (_, input, _) =>
        {
            running.TrySetResult(true);
            return input == "first" ? release.Task : Task.FromResult(input);
        });
        var main = Registry.Orchestration<string, string>("main", async (context, input) =>
        {
            var called = context.CallActivityAsync(slow, input);
            var timer = context.CreateTimerAsync(context.CurrentUtc.AddHours(input == "first" ? 1 : 24));
            var told = context.WaitForExternalEventAsync<string>("go");
            await Task.WhenAll(called, told);
            context.SetCustomStatus("told");
            await timer;
            return $"{await called} {await told} {context.CurrentUtc.Subtract(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalHours >= 24}";
        });
        await StartAsync();
        await ScheduleAsync(main, "first");
        await SignalAsync(running);
        await Client.RaiseEventAsync("one", "go", "old");

        await Client.ScheduleAsync(main, "second", "one", new StartOptions { DedupeStatuses = [] });
        release.SetResult("late");
        await Client.RaiseEventAsync("one", "go", "new");
        await UntilStatusAsync("told");
        await EndWhileAdvancingAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("second new True", await ResultAsync<string>());
    }

    [Fact]
    public async Task Replaced_Child_AnswersItsParentAsTerminated()
    {
        var child = Registry.Orchestration<string, string>("child", (context, input) =>
            input == "quick" ? Task.FromResult(input) : context.WaitForExternalEventAsync<string>("go"));
        var main = Registry.Orchestration<int, string>("main", async (context, _) =>
        {
            try
            {
                return await context.CallSubOrchestrationAsync(child, "slow", "child");
            }
            catch (ActivityFailedException exception)
            {
                return exception.Failure.ErrorType;
            }
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilAsync("child", state => state.Status is RuntimeStatus.Running);

        await Client.ScheduleAsync(child, "quick", "child", new StartOptions { DedupeStatuses = [] });

        Assert.Equal("Terminated", await ResultAsync<string>());
        Assert.Equal("quick", await ResultAsync<string>("child"));
    }

    [Fact]
    public async Task Starts_ManyAtOnce_LeaveExactlyOneInstance()
    {
        var main = await StartWithOneAsync(RuntimeStatus.Running);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n =>
            Client.ScheduleAsync(main, $"again {n}", "one", new StartOptions { DedupeStatuses = [] })));

        Assert.StartsWith("again", await ResultAsync<string>(), StringComparison.Ordinal);
        Assert.Single((await Client.QueryAsync(new OrchestrationFilter())).Instances);
    }

    /// <summary>Brings an instance into the status; one that is started again ends at once with its input.</summary>
    private async Task<Orchestration<string, string>> StartWithOneAsync(RuntimeStatus status)
    {
        var main = Registry.Orchestration<string, string>("main", (context, input) => input switch
        {
            "fails" => throw new InvalidDataException("broken"),
            "waits" => context.WaitForExternalEventAsync<string>("go"),
            _ => Task.FromResult(input),
        });
        await StartAsync();
        await ScheduleAsync(main, status switch
        {
            RuntimeStatus.Completed => "first",
            RuntimeStatus.Failed => "fails",
            _ => "waits",
        });
        await UntilAsync("one", state => state.Status is not RuntimeStatus.Pending);
        if (status is RuntimeStatus.Suspended)
        {
            await Client.SuspendAsync("one", "hold");
        }
        else if (status is RuntimeStatus.Terminated)
        {
            await Client.TerminateAsync("one", "enough");
        }

        await UntilAsync("one", state => state.Status == status);
        return main;
    }
}
