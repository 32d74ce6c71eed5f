using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Limits;

/// <summary>Jobs that wait for a slot, over HTTP.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task FiveHundredJobsOfOneUser_DelayAnothersJobByOneTurn()
    {
        await using var host = await BusyHost.StartAsync(slots: 2);
        for (var i = 0; i < 500; i++)
        {
            await BusyHost.SubmitAsync(host.Ann);
        }

        var bobs = await BusyHost.SubmitAsync(host.Bob);
        await host.Kind.UntilBegunAsync(2);
        var queue = await host.UntilQueueAsync(running: 2, waiting: 499);
        Assert.Equal((2, 2), (queue.GetProperty("slots").GetInt32(), queue.GetProperty("waiting_users").GetInt32()));
        var job = await host.Bob.GetAsync($"api/jobs/{bobs}");
        Assert.Equal("pending", job.Text("status"));
        Assert.Equal((1, 499), (PlaceOf(job), job.Body.GetProperty("queue").GetProperty("waiting").GetInt32()));

        host.Kind.Let(1);

        // Whatever the first that was let go on asks for next, Ann had her turn: Bob's is the next analysis.
        Assert.Equal(bobs, (await host.Kind.UntilBegunAsync(3))[2]);
        host.Kind.Let(1000);
        Assert.Equal(501, (await host.Kind.UntilBegunAsync(501)).Distinct().Count());
        Assert.Equal(2, host.Kind.Most);
        await host.UntilQueueAsync(running: 0, waiting: 0);
    }

    [Fact]
    public async Task PrioritiesGoFirst_ThenTheOldest()
    {
        await using var host = await BusyHost.StartAsync(slots: 1);
        var first = await BusyHost.SubmitAsync(host.Ann);
        await host.Kind.UntilBegunAsync(1);
        var low = await BusyHost.SubmitAsync(host.Ann, priority: -5);
        var older = await BusyHost.SubmitAsync(host.Ann);
        var younger = await BusyHost.SubmitAsync(host.Ann);
        var high = await BusyHost.SubmitAsync(host.Ann, priority: 5);
        await host.UntilQueueAsync(running: 1, waiting: 4);
        Assert.Equal(4, PlaceOf(await host.Ann.GetAsync($"api/jobs/{low}")));
        Assert.Equal(1, PlaceOf(await host.Ann.GetAsync($"api/jobs/{high}")));

        host.Kind.Let(5);

        Assert.Equal([first, high, older, younger, low], await host.Kind.UntilBegunAsync(5));
        await host.Ann.WaitForEventAsync(low, "completion");
    }

    [Fact]
    public async Task FullQueue_IsWorkedOffInOrderAfterARestart()
    {
        await using var host = await BusyHost.StartAsync(slots: 1);
        var jobs = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            jobs.Add(await BusyHost.SubmitAsync(host.Ann));
        }

        await host.UntilQueueAsync(running: 1, waiting: 19);
        await host.RestartAsync();
        await host.UntilQueueAsync(running: 1, waiting: 19);
        var first = Assert.Single(await host.Kind.UntilBegunAsync(1));

        host.Kind.Let(20);

        Assert.Equal([first, .. jobs.Where(job => job != first)], await host.Kind.UntilBegunAsync(20));
        foreach (var job in jobs)
        {
            await host.Ann.WaitForEventAsync(job, "completion");
        }

        Assert.Equal(1, host.Kind.Most);
        await host.UntilQueueAsync(running: 0, waiting: 0);
    }

    [Fact]
    public async Task CancelledJob_FreesItsPlace()
    {
        await using var host = await BusyHost.StartAsync(slots: 1);
        var first = await BusyHost.SubmitAsync(host.Ann);
        await host.Kind.UntilBegunAsync(1);
        var second = await BusyHost.SubmitAsync(host.Ann);
        var third = await BusyHost.SubmitAsync(host.Ann);
        await host.UntilQueueAsync(running: 1, waiting: 2);

        await host.Ann.PostAsync($"api/jobs/{second}/cancel");

        await host.UntilQueueAsync(running: 1, waiting: 1);
        Assert.Equal(1, PlaceOf(await host.Ann.GetAsync($"api/jobs/{third}")));
        host.Kind.Let(2);
        await host.Ann.WaitForEventAsync(third, "completion");
        Assert.Equal([first, third], host.Kind.Begun);
    }

    private static int PlaceOf(ApiAnswer job) => job.Body.GetProperty("queue").GetProperty("place").GetInt32();
}
