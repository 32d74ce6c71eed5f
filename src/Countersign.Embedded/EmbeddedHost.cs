using Countersign.Durable.Sqlite;
using Countersign.Server;
using Countersign.Server.Access;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Embedded;

/// <summary>The whole of Countersign in one process over one folder: API, workflow, engine and store.</summary>
public sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly SqliteDatabase _database;
    private readonly WebApplication _app;
    private readonly SqliteDurableEngine _engine;

    private EmbeddedHost(DataFolder folder, SqliteDatabase database, WebApplication app, SqliteDurableEngine engine)
    {
        _folder = folder;
        _database = database;
        _app = app;
        _engine = engine;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where the host listens, with the port it got.</summary>
    public Uri Address { get; }

    /// <summary>A token by which the process that started this host is its administrator, for as long as a token lives.</summary>
    public string IssueLocalToken() => Services.GetRequiredService<AccessTokens>().Issue(Caller.Local);

    /// <summary>The host's services, for tests and tools that run in the same process.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the host; when the task completes, it serves, and what an earlier run left unfinished goes on.</summary>
    /// <exception cref="EmbeddedHostException">It cannot start; the exception lists every problem with its fix.</exception>
    public static async Task<EmbeddedHost> StartAsync(EmbeddedHostSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var configuration = Configure(settings);
        var folder = DataFolder.Open(settings.DataFolder);
        SqliteDatabase? database = null;
        WebApplication? app = null;
        SqliteDurableEngine? engine = null;
        try
        {
            database = folder.OpenDatabase();
            var storage = await SqliteStorage.OpenAsync(database, folder.Path, settings.Clock);
            app = WebComposition.Build(settings, configuration, database, storage, folder);
            _ = app.Services.GetRequiredService<ISigner>();
            engine = app.Services.GetRequiredService<SqliteDurableEngine>();
            await engine.StartAsync();
            await app.StartAsync(cancellationToken);
            await app.Services.GetRequiredService<WakeUpSweep>().RunAsync(cancellationToken);
            return new EmbeddedHost(folder, database, app, engine);
        }
        catch (Exception exception)
        {
            await StopAsync(app, engine, database, folder);
            if (StartProblems.Explain(exception, settings, folder.Path) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    /// <summary>Stops serving, lets running steps finish within their grace, and closes the folder.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(_app, _engine, _database, _folder);

    private static async Task StopAsync(WebApplication? app, SqliteDurableEngine? engine, SqliteDatabase? database, DataFolder folder)
    {
        if (app is not null)
        {
            await app.StopAsync();
        }

        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        if (app is not null)
        {
            await app.DisposeAsync();
        }

        database?.Dispose();
        folder.Dispose();
    }

    /// <summary>Reads the configuration and whether the host may listen where it is to; nothing is made on disk before that.</summary>
    private static IConfigurationRoot Configure(EmbeddedHostSettings settings)
    {
        try
        {
            var configuration = HostConfiguration.Read(settings);
            string[] problems = [.. ListenAddresses.Problems(settings.Urls, AuthOptions.IsOn(configuration))];
            return problems.Length == 0 ? configuration : throw new EmbeddedHostException(problems);
        }
        catch (Exception exception) when (exception is not EmbeddedHostException
            && StartProblems.Explain(exception, settings, settings.DataFolder) is { } explained)
        {
            throw explained;
        }
    }
}
