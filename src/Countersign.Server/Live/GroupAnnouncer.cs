using System.Threading.Channels;
using Countersign.Contracts.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Live;

/// <summary>
/// Sends announcements to groups, behind the back of the acts that are announced. Events of one job go in order; jobs go side
/// by side. What cannot be sent is logged and left to the stored log.
/// </summary>
internal sealed class GroupAnnouncer(IHubGroups groups, TimeProvider clock, ILogger<GroupAnnouncer> logger) : BackgroundService, IEventAnnouncer
{
    private const int Lanes = 16;

    /// <summary>The most changes that wait in one lane.</summary>
    private const int MostWaiting = 1000;

    /// <summary>How long a message may take before the next goes on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<CommittedEvents>[] _lanes =
        [.. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateBounded<CommittedEvents>(new BoundedChannelOptions(MostWaiting) { SingleReader = true }))];

    /// <summary>Always: who is in a group, only the service knows.</summary>
    public bool IsHeard(Job job) => true;

    public void Announce(CommittedEvents committed)
    {
        var jobId = committed.Job.JobId;
        var lane = _lanes[(uint)string.GetHashCode(jobId, StringComparison.Ordinal) % Lanes];
        if (!lane.Writer.TryWrite(committed))
        {
            logger.AnnouncementsFull(jobId);
        }
    }

    /// <summary>Sends what still waits, for as long as the host allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in _lanes)
        {
            lane.Writer.TryComplete();
        }

        if (ExecuteTask is { } sending)
        {
            await sending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_lanes.Select(lane => SendLaneAsync(lane.Reader, stoppingToken)));

    private async Task SendLaneAsync(ChannelReader<CommittedEvents> lane, CancellationToken stopping)
    {
        await foreach (var committed in lane.ReadAllAsync(stopping))
        {
            foreach (var entry in committed.Events)
            {
                await TrySendAsync(committed.Job, new HubMessage(entry.Name, entry), stopping);
            }
        }
    }

    private async Task TrySendAsync(Job job, HubMessage message, CancellationToken stopping)
    {
        try
        {
            var payload = GroupPayload.Of(message.Payload!);
            await Task.WhenAll(LiveGroups.For(job).Select(group => groups.SendAsync(group, message.Target, payload, stopping)))
                .WaitAsync(Patience, clock, stopping);
        }
#pragma warning disable CA1031 // Announcing is best effort: the events are stored, and the next must not wait for this one.
        catch (Exception exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.AnnouncementFailed(exception, job.JobId);
        }
    }
}
