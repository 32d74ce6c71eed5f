using Countersign.Client.Errors;
using Countersign.Client.Events;
using Countersign.Contracts.Events;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>Following over connections that break: no gap, no repeat.</summary>
public sealed class EventTests(ClientHost host) : IClassFixture<ClientHost>
{
    [Theory]
    [InlineData(EventTransport.ServerSentEvents)]
    [InlineData(EventTransport.LongPoll)]
    public async Task Job_IsFollowedOverBrokenConnections(EventTransport transport)
    {
        await using var proxy = await BreakingProxy.StartAsync(host.Address);
        using var client = Impatient(proxy.Address);
        using var patience = new CancellationTokenSource(ClientHost.Patience);
        var jobId = (await host.Client.Jobs.SubmitAsync(ClientHost.Inspection())).JobId;

        var events = new List<JobEvent>();
        await foreach (var entry in client.Events.FollowAsync(jobId, transport: transport, cancellationToken: patience.Token))
        {
            events.Add(entry);
            if (entry.Type == EventTypes.ApprovalRequired)
            {
                await host.Client.Approvals.ApproveAsync(jobId, (await host.Client.Plans.GetAsync(jobId)).Hash);
            }
        }

        Assert.Equal(EventTypes.Completion, events[^1].Type);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(entry => entry.Seq));
        Assert.NotEmpty(proxy.Broken);
    }

    [Theory]
    [InlineData(EventTransport.ServerSentEvents)]
    [InlineData(EventTransport.LongPoll)]
    public async Task EndedJob_HasNothingAfterItsLastEvent(EventTransport transport)
    {
        var jobId = (await host.Client.Jobs.SubmitAsync(ClientHost.Inspection())).JobId;
        await host.Client.Jobs.CancelAsync(jobId);
        var last = (await host.Client.Events.ReadAsync(jobId)).Next;
        using var patience = new CancellationTokenSource(ClientHost.Patience);

        Assert.Empty(await host.Client.Events.FollowAsync(jobId, last, transport, patience.Token).ToListAsync());
        Assert.NotEmpty(await host.Client.Events.FollowAsync(jobId, last - 1, transport, patience.Token).ToListAsync());
    }

    [Theory]
    [InlineData(EventTransport.ServerSentEvents)]
    [InlineData(EventTransport.LongPoll)]
    public async Task Feed_IsFollowedOverBrokenConnections(EventTransport transport)
    {
        await using var proxy = await BreakingProxy.StartAsync(host.Address);
        using var client = Impatient(proxy.Address);
        using var patience = new CancellationTokenSource(ClientHost.Patience);
        var start = await StartAsync();
        string[] ids = [await host.HoldAsync(ClientHost.Inspection()), await host.HoldAsync(ClientHost.Inspection())];
        await Task.WhenAll(ids.Select(host.ApproveAsync));

        var events = new List<JobEvent>();
        await foreach (var (_, entry) in client.Events.FollowAllAsync(new FeedQuery { After = start }, transport, patience.Token))
        {
            events.Add(entry);
            if (ids.All(id => events.Exists(seen => seen.JobId == id && seen.Type == EventTypes.Completion)))
            {
                break;
            }
        }

        foreach (var id in ids)
        {
            var stored = (await host.Client.Events.ReadAsync(id)).Events;
            Assert.Equal(stored.Select(entry => entry.Seq), events.Where(entry => entry.JobId == id).Select(entry => entry.Seq));
        }

        Assert.NotEmpty(proxy.Broken);
    }

    [Fact]
    public async Task Feed_OfOnlyNewEvents_BeginsNow()
    {
        await host.HoldAsync(ClientHost.Inspection());
        using var patience = new CancellationTokenSource(ClientHost.Patience);
        await using var feed = host.Client.Events
            .FollowAllAsync(new FeedQuery { OnlyNew = true, Types = [EventTypes.Cancelled, EventTypes.AnalysisStart] }, cancellationToken: patience.Token)
            .GetAsyncEnumerator(patience.Token);
        var next = feed.MoveNextAsync();

        // When the move has read where the feed stands cannot be seen from here: jobs are cancelled until one is told of.
        var ids = new HashSet<string>();
        var came = next.AsTask();
        while (!came.IsCompleted)
        {
            var job = await host.Client.Jobs.SubmitAsync(ClientHost.Inspection(), cancellationToken: patience.Token);
            ids.Add(job.JobId);
            await host.Client.Jobs.CancelAsync(job.JobId, patience.Token);
        }

        Assert.True(await came);
        Assert.Contains(feed.Current.Event.JobId, ids);
    }

    [Fact]
    public async Task UnknownJob_IsARefusal_AndNotTriedAgain()
    {
        var refused = await Assert.ThrowsAsync<CountersignException>(async () => await host.Client.Events.FollowAsync("nobodys").ToListAsync());

        Assert.Equal(404, refused.Status);
    }

    [Fact]
    public async Task Following_IsCancelled()
    {
        var jobId = await host.HoldAsync(ClientHost.Inspection());
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var entry in host.Client.Events.FollowAsync(jobId, cancellationToken: stop.Token))
            {
                if (entry.Type == EventTypes.ApprovalRequired)
                {
                    await stop.CancelAsync();
                }
            }
        });
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsGivenUp()
    {
        using var client = Impatient(new Uri("http://127.0.0.1:9"));

        var exception = await Assert.ThrowsAsync<CountersignUnreachableException>(async () => await client.Events.FollowAsync("some").ToListAsync());

        Assert.Equal(9, exception.Address.Port);
    }

    private static CountersignClient Impatient(Uri address) =>
        new(new CountersignClientOptions { Address = address, Clock = new PauselessClock() });

    /// <summary>Where the feed is now.</summary>
    private async Task<string> StartAsync()
    {
        var marker = await host.Client.Jobs.SubmitAsync(ClientHost.Inspection());
        await host.Client.Jobs.CancelAsync(marker.JobId);
        using var patience = new CancellationTokenSource(ClientHost.Patience);
        return (await host.Client.Events.FollowAllAsync(cancellationToken: patience.Token)
            .FirstAsync(item => item.Event.JobId == marker.JobId && item.Event.Type == EventTypes.Cancelled)).Cursor;
    }
}
