using Countersign.Client.Access;
using Countersign.Client.Approvals;
using Countersign.Client.Events;
using Countersign.Client.Http;
using Countersign.Client.Jobs;
using Countersign.Client.Plans;
using Countersign.Client.Schedules;
using Countersign.Client.Service;
using Countersign.Client.Tasks;
using Countersign.Client.Uploads;
using Countersign.Client.Webhooks;

namespace Countersign.Client;

/// <summary>The API of a Countersign server, typed, by noun. One instance serves any number of threads; keep it as long as the program.</summary>
/// <remarks>
/// Every call throws <see cref="Errors.CountersignException"/> for a refusal, <see cref="Errors.CountersignUnreachableException"/> when no
/// answer came, <see cref="Errors.UnexpectedAnswerException"/> for an answer that is not of this API, and
/// <see cref="OperationCanceledException"/> when its token is cancelled. Requests that change nothing, and submissions and decisions that
/// carry a key or an identifier of the caller's, are sent again after a 429, a 503 or a connection that broke; others never are.
/// Redirections are not followed: a key is for the server that was named.
/// </remarks>
public sealed class CountersignClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Tokens? _tokens;

    /// <summary>A client of a server that asks for no key.</summary>
    public CountersignClient(Uri address)
        : this(new CountersignClientOptions { Address = address })
    {
    }

    /// <summary>A client with its own connections.</summary>
    /// <exception cref="ArgumentException">An option cannot be.</exception>
    public CountersignClient(CountersignClientOptions options)
        : this(Check(options), CreateNetwork(options), disposeHandler: true)
    {
    }

    /// <summary>A client whose requests go through a handler of the caller's, which outlives the client.</summary>
    /// <exception cref="ArgumentException">An option cannot be.</exception>
    public CountersignClient(CountersignClientOptions options, HttpMessageHandler handler)
        : this(Check(options), handler, disposeHandler: false)
    {
    }

    private CountersignClient(CountersignClientOptions options, HttpMessageHandler handler, bool disposeHandler)
    {
        _http = new HttpClient(handler, disposeHandler) { BaseAddress = options.Address, Timeout = Timeout.InfiniteTimeSpan };
        var access = new AccessClient(new ApiSender(_http, options, new NoCredentials()));
        _tokens = options is { ApiKey: not null, ExchangeApiKey: true } ? new Tokens(access, options.ApiKey, options.Clock) : null;
        var sender = new ApiSender(_http, options, CredentialsOf(options));
        Address = options.Address;
        Access = new AccessClient(sender);
        Jobs = new JobsClient(sender);
        Plans = new PlansClient(sender);
        Approvals = new ApprovalsClient(sender);
        Artifacts = new ArtifactsClient(sender);
        Events = new EventsClient(sender, Jobs);
        Tasks = new TasksClient(sender);
        Schedules = new SchedulesClient(sender);
        Uploads = new UploadsClient(sender);
        Service = new ServiceClient(sender);
        Audit = new AuditClient(sender);
        Upkeep = new UpkeepClient(sender);
        Webhooks = new WebhooksClient(sender);
    }

    /// <summary>The server, with a slash at the end.</summary>
    public Uri Address { get; }

    /// <summary>Tokens for API keys, and tickets for event streams.</summary>
    public AccessClient Access { get; }

    /// <summary>Submitting jobs, looking at them, and moving them through their life.</summary>
    public JobsClient Jobs { get; }

    /// <summary>Plans, their versions, and changing them.</summary>
    public PlansClient Plans { get; }

    /// <summary>What waits for a decision, and deciding.</summary>
    public ApprovalsClient Approvals { get; }

    /// <summary>The files that jobs produced.</summary>
    public ArtifactsClient Artifacts { get; }

    /// <summary>Following what happens.</summary>
    public EventsClient Events { get; }

    /// <summary>Tasks: jobs that are written down, and the templates among them.</summary>
    public TasksClient Tasks { get; }

    /// <summary>Jobs that are submitted by the clock.</summary>
    public SchedulesClient Schedules { get; }

    /// <summary>Bytes for jobs to read.</summary>
    public UploadsClient Uploads { get; }

    /// <summary>What the server is and how it is: capabilities, health, statistics, keys.</summary>
    public ServiceClient Service { get; }

    /// <summary>The audit rows of all jobs; for administrators.</summary>
    public AuditClient Audit { get; }

    /// <summary>What is not as it should be, its repair, and the removal of jobs; for administrators.</summary>
    public UpkeepClient Upkeep { get; }

    /// <summary>Addresses that events are sent to.</summary>
    public WebhooksClient Webhooks { get; }

    /// <summary>Closes the connections. Calls under way fail.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _tokens?.Dispose();
    }

    private static CountersignClientOptions Check(CountersignClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Checked();
    }

    private static SocketsHttpHandler CreateNetwork(CountersignClientOptions options) =>
        new() { UseProxy = !options.Address.IsLoopback, AllowAutoRedirect = false };

    private ICredentials CredentialsOf(CountersignClientOptions options) => options switch
    {
        { Token: { } token } => new CallerTokens(token),
        { ApiKey: { } key } => _tokens is null ? new KeyCredentials(key) : _tokens,
        _ => new NoCredentials(),
    };
}
