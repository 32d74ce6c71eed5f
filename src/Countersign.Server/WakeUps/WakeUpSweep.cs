using Countersign.Server.Ports;
using Countersign.Server.Turns;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.WakeUps;

/// <summary>Sends the messages that an earlier run left unsent; hosts run it at start and every half minute.</summary>
public sealed class WakeUpSweep
{
    /// <summary>How often hosts run the sweep.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const int PageSize = 500;

    private readonly IJobStore _jobs;
    private readonly WakeUpSender _sender;
    private readonly JobTurns _turns;
    private readonly ILogger<WakeUpSweep> _logger;

    internal WakeUpSweep(IJobStore jobs, WakeUpSender sender, JobTurns turns, ILogger<WakeUpSweep> logger) =>
        (_jobs, _sender, _turns, _logger) = (jobs, sender, turns, logger);

    /// <summary>Sends one page of owed messages, oldest first. Messages that were sent meanwhile are sent again, without effect.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var record in await _jobs.ListOwedAsync(PageSize, cancellationToken))
        {
            // What it is owed has arrived, or it would not wait for a slot; the debt ends when the work begins.
            if (_turns.Find(record.Job.JobId) is null)
            {
                await _sender.TrySendAsync(record, cancellationToken);
                sent++;
            }
        }

        if (sent > 0)
        {
            _logger.OwedSent(sent);
        }

        return sent;
    }
}
