using System.Text;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Durable;
using Countersign.Durable.Sqlite;
using Countersign.Kinds;
using Countersign.Server;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Schedules;
using Countersign.Server.Upkeep;
using Countersign.Server.WakeUps;
using Countersign.Server.Webhooks;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite;
using Countersign.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Endpoint = Countersign.Server.Http.Endpoint;

namespace Countersign.Embedded.Tests.InProcess;

/// <summary>
/// Server, engine and store as the embedded host puts them together, without a network: requests go straight to the handlers, so
/// that a test can have many people, a clock of its own, and crashes by the hundred.
/// </summary>
internal sealed class InProcessServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly IReadOnlyList<IJobKind> _kinds;
    private readonly Dictionary<string, string?> _configuration;
    private readonly ILoggerProvider? _logs;
    private readonly Action<IServiceCollection>? _replace;
    private SqliteDatabase _database = null!;
    private SqliteStorage _storage = null!;
    private ServiceProvider _services = null!;

    private InProcessServer(IReadOnlyList<IJobKind> kinds, Dictionary<string, string?> configuration, ILoggerProvider? logs, Action<IServiceCollection>? replace)
    {
        _kinds = kinds;
        _configuration = configuration;
        _logs = logs;
        _replace = replace;
    }

    /// <summary>The folder that jobs may read.</summary>
    public string Folder => _folder;

    public VirtualClock Clock { get; } = new();

    public IJobStore Jobs => _storage.Jobs;

    public IPlanStore Plans => _storage.Plans;

    public IEventLog Events => _storage.Events;

    public SqliteDatabase Database => _database;

    public IDueSchedules Schedules => _services.GetRequiredService<IDueSchedules>();

    public IWebhookDeliveries Webhooks => _services.GetRequiredService<IWebhookDeliveries>();

    public IDueUpkeep Upkeep => _services.GetRequiredService<IDueUpkeep>();

    public IUploadStore Uploads => _storage.Uploads;

    public IDefinitionStore Definitions => _services.GetRequiredService<IDefinitionStore>();

    public IOrchestrationClient Engine => _services.GetRequiredService<SqliteDurableEngine>();

    /// <param name="kind">A kind beside the product's.</param>
    /// <param name="configuration">Key to value.</param>
    /// <param name="logs">Where logs go.</param>
    /// <param name="replace">Puts other parts in the place of the server's, so that a test can show what they are there for.</param>
    /// <exception cref="OptionsValidationException">The configuration is not valid.</exception>
    public static async Task<InProcessServer> StartAsync(
        IJobKind kind,
        Dictionary<string, string?>? configuration = null,
        ILoggerProvider? logs = null,
        Action<IServiceCollection>? replace = null)
    {
        // Not limited, unless a test asks for it; null is the default of a host with more than one person.
        var server = new InProcessServer([kind], new(configuration ?? []), logs, replace);
        server._configuration.TryAdd("Limits:SubmitPerMinute", "0");
        await server.OpenAsync();
        return server;
    }

    /// <summary>Ends everything where it is, as a killed process does, and starts again on the same files.</summary>
    public async Task CrashAndStartAsync()
    {
        _services.GetRequiredService<SqliteDurableEngine>().Abandon();
        _database.Dispose();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public Task<Answer> GetAsync(Person person, string path, params (string Name, string Value)[] headers) =>
        SendAsync("GET", person, path, null, headers);

    public Task<Answer> PostAsync(Person person, string path, JsonNode? body = null, params (string Name, string Value)[] headers) =>
        SendAsync("POST", person, path, body?.ToJsonString(), headers);

    public Task<Answer> PatchAsync(Person person, string path, JsonNode body, params (string Name, string Value)[] headers) =>
        SendAsync("PATCH", person, path, body.ToJsonString(), headers);

    public async Task<Answer> SendAsync(
        string method, Person person, string path, string? body, params (string Name, string Value)[] headers)
    {
        var parts = path.Split('?', 2);
        var (endpoint, values) = Find(method, parts[0]);
        var http = new DefaultHttpContext { RequestServices = _services };
        http.Request.Method = method;
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("server.test");
        http.Request.Path = "/" + parts[0];
        http.Request.QueryString = parts.Length == 2 ? new QueryString("?" + parts[1]) : default;
        http.Request.RouteValues = values;
        http.Request.Headers["X-User"] = person.User;
        http.Request.Headers["X-Roles"] = string.Join(',', person.Roles);
        if (body is not null)
        {
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            http.Request.ContentType = "application/json";
        }

        foreach (var (name, value) in headers)
        {
            http.Request.Headers[name] = value;
        }

        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var result = await _services.GetRequiredService<ApiInvoker>().InvokeAsync(endpoint, http.Request);
        await result.ExecuteAsync(http);
        return new Answer(http.Response.StatusCode, http.Response.Headers, Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>Submits a job of the person's, which has to be accepted.</summary>
    public async Task<string> SubmitAsync(Person person, JsonObject body)
    {
        var answer = await PostAsync(person, "api/jobs", body);
        return answer.Status == 202
            ? answer.Body.GetProperty("job_id").GetString()!
            : throw new InvalidOperationException($"The submission was answered with {answer.Status}: {answer.Text}");
    }

    /// <summary>Waits until the job is as wanted, and fails with how it is when that takes too long.</summary>
    public async Task<JobRecord> UntilAsync(string jobId, Func<JobRecord, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var record = await Jobs.GetAsync(jobId, CancellationToken.None)
                ?? throw new InvalidOperationException($"There is no job '{jobId}'.");
            if (wanted(record))
            {
                return record;
            }

            await LookAgainAsync(record, patience.Token);
        }
    }

    /// <summary>Waits for an event, or shortly where the change that is waited for has none.</summary>
    private async Task LookAgainAsync(JobRecord record, CancellationToken patience)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(patience);
        soon.CancelAfter(TimeSpan.FromMilliseconds(20));
        try
        {
            await Events.WaitAsync(record.Job.JobId, record.LastSeq, TimeSpan.FromDays(40), soon.Token);
        }
        catch (OperationCanceledException) when (!patience.IsCancellationRequested)
        {
            // Time to look.
        }
        catch (OperationCanceledException)
        {
            var job = record.Job;
            throw new TimeoutException(
                $"Job '{job.JobId}' stays {job.Status}/{job.Phase} at {record.Gate}, owing {record.WakeUp}, plan {job.Plan}.");
        }
    }

    private async Task OpenAsync()
    {
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "countersign.db") });
        _storage = await SqliteStorage.OpenAsync(_database, _folder, Clock);
        _services = Compose();
        _services.GetRequiredService<IStartupValidator>().Validate();
        await _services.GetRequiredService<SqliteDurableEngine>().StartAsync();
        await _services.GetRequiredService<WakeUpSweep>().RunAsync(CancellationToken.None);
    }

    private ServiceProvider Compose()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_configuration).Build());
        services.AddLogging(logging =>
        {
            if (_logs is not null)
            {
                logging.AddProvider(_logs);
            }
        });
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ICallerSource, HeaderCallers>();
        services.AddCountersignServer(WakeUpDelivery.Background);
        services.AddSqliteStorage(_storage).AddAuditedJobs();
        services.AddSingleton<ISigner>(provider => LocalSigner.Open(
            provider.GetRequiredService<ProofOptions>(), new SigningKeyFolder(Path.Combine(_folder, "keys"))));
        foreach (var kind in _kinds)
        {
            services.AddSingleton(kind);
        }

        services.PostConfigure<InputsOptions>(inputs => inputs.Roots.Add(_folder));
        services.PostConfigure<ProcessesOptions>(processes => processes.WorkFolder = Path.Combine(_folder, "work"));
        services.AddSingleton(provider => SqliteDurableEngine.Create(new SqliteDurableEngineOptions
        {
            Database = _database,
            Registry = ServerRegistration.CreateRegistry(provider),
            Serializer = new DurableSerializer(ContractsJson.Default.Options),
            Clock = Clock,
            Loggers = provider.GetRequiredService<ILoggerFactory>(),
        }));
        services.AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<SqliteDurableEngine>());
        _replace?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private static (Endpoint Endpoint, RouteValueDictionary Values) Find(string method, string path)
    {
        // As hosts do: what stands in a route goes before what may stand there.
        foreach (var endpoint in ApiEndpoints.All.OrderBy(endpoint => endpoint.Route.Count(letter => letter == '{')).Where(endpoint => endpoint.Method == method))
        {
            var values = new RouteValueDictionary();
            if (new TemplateMatcher(TemplateParser.Parse(endpoint.Route), []).TryMatch("/" + path, values))
            {
                return (endpoint, values);
            }
        }

        throw new InvalidOperationException($"No endpoint answers {method} {path}.");
    }
}
