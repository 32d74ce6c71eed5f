using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Tasks;

namespace Countersign.Client.Tasks;

/// <summary>Tasks: jobs that are written down. A submission with a <c>task_id</c> runs one.</summary>
public sealed class TasksClient
{
    private const string Route = "api/tasks";

    private readonly ApiSender _sender;

    internal TasksClient(ApiSender sender) => _sender = sender;

    /// <summary>Saves a task. Refused with <c>task_exists</c> when its identifier is taken.</summary>
    public Task<TaskDefinition> CreateAsync(TaskRequest task, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, Route, task, cancellationToken);

    /// <summary>Reads a task with how its runs stand.</summary>
    public Task<TaskDefinition> GetAsync(string taskId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(ApiPath.Of(Route, taskId)), ContractsJson.Default.TaskDefinition, cancellationToken);

    /// <summary>Every task that fits, page after page as they are read, newest first. One that is saved meanwhile may shift another to the next page.</summary>
    public IAsyncEnumerable<TaskDefinition> ListAsync(TaskQuery? query = null, CancellationToken cancellationToken = default) => Pages.AllAsync(
        async paging =>
        {
            var path = ApiPath.WithQuery(
                Route,
                [
                    ("builtin", query?.Builtin == true ? "true" : null),
                    ("template", query?.TemplatesOnly == true ? "true" : null),
                    ("owner", query?.Owner),
                    ("q", query?.Text),
                    .. paging,
                ]);
            var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.TaskList, cancellationToken).ConfigureAwait(false);
            return (page.Items, page.Total);
        },
        cancellationToken);

    /// <summary>The templates: those that ship with the product, then at most 100 of the caller's own.</summary>
    public async Task<IReadOnlyList<TaskDefinition>> ListTemplatesAsync(CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(Requests.Get("api/templates"), ContractsJson.Default.TaskList, cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Changes what the request names. Runs that there are stay as they are.</summary>
    public Task<TaskDefinition> UpdateAsync(string taskId, TaskRequest changes, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, ApiPath.Of(Route, taskId), changes, cancellationToken);

    /// <summary>Replaces all that a task says. Runs that there are stay as they are.</summary>
    public Task<TaskDefinition> ReplaceAsync(string taskId, TaskRequest task, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, ApiPath.Of(Route, taskId), task, cancellationToken);

    /// <summary>Removes a task none of whose runs is active. Its runs stay.</summary>
    public Task DeleteAsync(string taskId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Delete(ApiPath.Of(Route, taskId)), cancellationToken);

    private Task<TaskDefinition> SendAsync(HttpMethod method, string path, TaskRequest task, CancellationToken cancellationToken) =>
        _sender.SendAsync(
            Requests.Send(method, path, task, Requests.Json.TaskRequest), ContractsJson.Default.TaskDefinition, cancellationToken);
}
