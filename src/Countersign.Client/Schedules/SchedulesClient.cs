using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Schedules;

namespace Countersign.Client.Schedules;

/// <summary>Jobs that are submitted by the clock.</summary>
public sealed class SchedulesClient
{
    private const string Route = "api/schedules";

    private readonly ApiSender _sender;

    internal SchedulesClient(ApiSender sender) => _sender = sender;

    /// <summary>Saves a schedule. Refused with <c>schedule_exists</c> when its identifier is taken.</summary>
    public Task<Schedule> CreateAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default) => _sender.SendAsync(
        Requests.Post(Route, schedule, Requests.Json.ScheduleRequest), ContractsJson.Default.Schedule, cancellationToken);

    /// <summary>Reads a schedule with its next time and its last run.</summary>
    public Task<Schedule> GetAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Of(Route, scheduleId)), ContractsJson.Default.Schedule, cancellationToken);

    /// <summary>Every schedule that fits, page after page as they are read, newest first.</summary>
    /// <param name="text">Part of the name or identifier; null for all.</param>
    /// <param name="owner">Who saved it; for administrators. Null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<Schedule> ListAsync(string? text = null, string? owner = null, CancellationToken cancellationToken = default) =>
        Pages.AllAsync(
            async paging =>
            {
                var path = ApiPath.WithQuery(Route, [("q", text), ("owner", owner), .. paging]);
                var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.ScheduleList, cancellationToken).ConfigureAwait(false);
                return (page.Items, page.Total);
            },
            cancellationToken);

    /// <summary>Changes what the request names. Runs that there are stay as they are.</summary>
    public Task<Schedule> UpdateAsync(string scheduleId, ScheduleRequest changes, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(
            Requests.Send(HttpMethod.Patch, ApiPath.Of(Route, scheduleId), changes, Requests.Json.ScheduleRequest),
            ContractsJson.Default.Schedule,
            cancellationToken);

    /// <summary>Removes a schedule. Its runs stay.</summary>
    public Task DeleteAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Delete(ApiPath.Of(Route, scheduleId)), cancellationToken);

    /// <summary>Keeps a schedule from running. What would have been due meanwhile does not happen.</summary>
    public Task<Schedule> PauseAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Post(ApiPath.Of(Route, scheduleId, "/pause")), ContractsJson.Default.Schedule, cancellationToken);

    /// <summary>Lets a paused schedule run again, from now on.</summary>
    public Task<Schedule> ResumeAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Post(ApiPath.Of(Route, scheduleId, "/resume")), ContractsJson.Default.Schedule, cancellationToken);

    /// <summary>When it is due next, in UTC; none while it is paused.</summary>
    /// <param name="scheduleId">The schedule.</param>
    /// <param name="count">1 to 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<DateTimeOffset>> NextAsync(string scheduleId, int count = 5, CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(
            Requests.Get(ApiPath.WithQuery(ApiPath.Of(Route, scheduleId, "/next"), ("count", ApiPath.Number(count)))),
            ContractsJson.Default.ScheduleTimes,
            cancellationToken).ConfigureAwait(false)).Items;
}
