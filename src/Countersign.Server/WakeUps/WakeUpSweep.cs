using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.WakeUps;

/// <summary>Sends the messages that an earlier run left unsent; hosts run it at start and every half minute.</summary>
public sealed class WakeUpSweep(IJobStore jobs, WakeUpSender sender, ILogger<WakeUpSweep> logger)
{
    /// <summary>How often hosts run the sweep.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const int PageSize = 500;

    /// <summary>Sends one page of owed messages, oldest first. Messages that were sent meanwhile are sent again, without effect.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var owed = await jobs.ListOwedAsync(PageSize, cancellationToken);
        foreach (var record in owed)
        {
            await sender.TrySendAsync(record, cancellationToken);
        }

        if (owed.Count > 0)
        {
            logger.OwedSent(owed.Count);
        }

        return owed.Count;
    }
}
