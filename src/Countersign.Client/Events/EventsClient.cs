using Countersign.Client.Http;
using Countersign.Client.Jobs;
using Countersign.Contracts;
using Countersign.Contracts.Events;

namespace Countersign.Client.Events;

/// <summary>Following what happens.</summary>
public sealed class EventsClient
{
    private readonly ApiSender _sender;
    private readonly JobsClient _jobs;

    internal EventsClient(ApiSender sender, JobsClient jobs)
    {
        _sender = sender;
        _jobs = jobs;
    }

    /// <summary>
    /// A job's events, first what is stored and then what comes, until the job has ended. Each comes once and in order: a connection that
    /// breaks is opened again after the last event that came.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">The <c>seq</c> before the first event wanted. Default 0: all of them.</param>
    /// <param name="transport">How they come.</param>
    /// <param name="cancellationToken">Stops following.</param>
    /// <exception cref="Errors.CountersignUnreachableException">The server stayed away for about 45 seconds.</exception>
    public IAsyncEnumerable<JobEvent> FollowAsync(
        string jobId, long after = 0, EventTransport transport = EventTransport.ServerSentEvents, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jobId);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return new JobFollower(_sender, _jobs, jobId).FollowAsync(after, transport, cancellationToken);
    }

    /// <summary>
    /// The events of all jobs that the caller may see, in the order in which they became readable, without an end. Nothing is missed over
    /// broken connections; keep the cursor of the last event to go on after a restart.
    /// </summary>
    /// <param name="query">Which events; null for all from the beginning.</param>
    /// <param name="transport">How they come. With <see cref="EventTransport.LongPoll"/> a page that broke off comes again whole.</param>
    /// <param name="cancellationToken">Stops following.</param>
    /// <exception cref="Errors.CountersignUnreachableException">The server stayed away for about 45 seconds.</exception>
    public IAsyncEnumerable<FeedEvent> FollowAllAsync(
        FeedQuery? query = null, EventTransport transport = EventTransport.ServerSentEvents, CancellationToken cancellationToken = default) =>
        new FeedFollower(_sender, query ?? new FeedQuery()).FollowAsync(transport, cancellationToken);

    /// <summary>One page of a job's events, after a wait when there is none yet.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">The <c>seq</c> before the first event wanted.</param>
    /// <param name="waitSeconds">0 to 30.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<EventPage> ReadAsync(string jobId, long after = 0, int waitSeconds = 0, CancellationToken cancellationToken = default)
    {
        var path = ApiPath.WithQuery(
            ApiPath.Job(jobId, "/events"), ("after", ApiPath.Number(after)), ("wait", ApiPath.Number(waitSeconds)));
        return _sender.SendAsync(Requests.Get(path), ContractsJson.Default.EventPage, cancellationToken);
    }
}
