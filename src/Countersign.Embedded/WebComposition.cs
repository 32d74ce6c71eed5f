using System.Text;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Durable;
using Countersign.Durable.Sqlite;
using Countersign.Embedded.Live;
using Countersign.Embedded.Sockets;
using Countersign.Kinds.CodeAnalysis;
using Countersign.Server;
using Countersign.Server.Access;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Kinds.Plugins;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Statistics;
using Countersign.Server.WakeUps;
using Countersign.Server.Watch;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Countersign.Embedded;

/// <summary>Puts the parts together.</summary>
internal static class WebComposition
{
    public static WebApplication Build(
        EmbeddedHostSettings settings, IConfiguration configuration, SqliteDatabase database, SqliteStorage storage, DataFolder folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        Log(builder.Logging, settings);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            // Bodies are counted where they are read, against Limits:MaxBodyBytes and Limits:MaxUploadBytes.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.Services.AddRoutingCore();
        Compose(builder.Services, settings, configuration, database, storage, folder);

        var app = builder.Build();

        // Every options value now, so that a start lists all problems and not those of the first part that is made.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        PluginCheck.Run(app.Services);
        app.UseRouting();
        HubComposition.Map(app);
        SocketComposition.Map(app);
        ApiMapping.Map(app);
        return app;
    }

    private static void Log(ILoggingBuilder logging, EmbeddedHostSettings settings)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        // Standard output belongs to results.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(settings.Verbose ? LogLevel.Information : LogLevel.Warning);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is told by whoever asked for it, in words and not as a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }

    private static void Compose(
        IServiceCollection services,
        EmbeddedHostSettings settings,
        IConfiguration configuration,
        SqliteDatabase database,
        SqliteStorage storage,
        DataFolder folder)
    {
        services.AddSingleton(settings.Clock);
        services.AddCountersignServer(WakeUpDelivery.Background).AddCodeAnalysis().AddFileTransport();
        _ = AuthOptions.IsOn(configuration) ? services.AddTokenAccess() : services.AddLocalAccess();
        services.PostConfigure<AuthOptions>(auth => auth.SigningKey ??= TokenKeyFile.Open(folder.KeysPath));
        services.AddSingleton(database);
        services.AddSingleton<RequestPressure>();
        services.AddSingleton(new DataDisk(Path.GetFullPath(settings.DataFolder)));
        services.AddSingleton(provider => SqliteDurableEngine.Create(EngineOptions(provider, database)));
        services.AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<SqliteDurableEngine>());
        services.AddSqliteStorage(storage).AddAuditedJobs().AddLiveEvents().AddHub();
        services.AddSingleton<ISigner>(provider => LocalSigner.Open(provider.GetRequiredService<ProofOptions>(), folder.Keys));
        services.AddHostedService<WakeUpService>();
        services.AddHostedService<ScheduleService>();
        services.AddHostedService<WebhookService>();
        services.AddHostedService<UpkeepService>();
        services.AddHostedService<FileTransportService>();
        foreach (var kind in settings.ExtraKinds)
        {
            services.AddSingleton(kind);
        }

        // The command line owns the signals; the host ends when it is disposed.
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        services.PostConfigure<ProcessesOptions>(processes =>
        {
            processes.TakeOver(OwnVariables(), WorkFolderOf(Path.GetFullPath(settings.DataFolder)));
            processes.Hide(settings.DataFolder);
            foreach (var own in OwnFolders(configuration).Append(settings.ConfigFile).OfType<string>())
            {
                processes.Hide(own);
            }
        });
        services.PostConfigure<InputsOptions>(inputs =>
        {
            UseDefaultRoots(inputs, settings);
            inputs.Protect(Path.GetFullPath(settings.DataFolder));
            foreach (var own in OwnFolders(configuration))
            {
                inputs.Protect(Path.GetFullPath(own));
            }
        });
    }

    /// <summary>Folders whose content this server obeys: what a job put there would be a job of somebody else's, or code.</summary>
    private static IEnumerable<string> OwnFolders(IConfiguration configuration) =>
        new[] { configuration["Inputs:Watch"], configuration["Kinds:Folder"] }.Where(folder => folder is { Length: > 0 } && Directory.Exists(folder)).OfType<string>();

    private static SqliteDurableEngineOptions EngineOptions(IServiceProvider services, SqliteDatabase database) => new()
    {
        Database = database,
        Registry = ServerRegistration.CreateRegistry(services),
        Serializer = new DurableSerializer(ContractsJson.Default.Options),
        Clock = services.GetRequiredService<TimeProvider>(),
        MaxConcurrentActivities = ActivityPlaces(services.GetRequiredService<LimitsOptions>()),
        IsUnderPressure = Pressure(services.GetRequiredService<RequestPressure>()),
        Loggers = services.GetRequiredService<ILoggerFactory>(),
    };

    /// <summary>Places for every slot, and as many again as the engine takes by itself for what needs no slot.</summary>
    private static int ActivityPlaces(LimitsOptions limits) =>
        Math.Max(10 * Environment.ProcessorCount, limits.MaxConcurrentJobs + Math.Max(1, limits.MaxConcurrentJobs / 8) + (2 * Environment.ProcessorCount));

    private static Func<string, string?> OwnVariables()
    {
        var variables = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return name => variables[name];
    }

    // Beside the data, not in it: programs that jobs run have no business there.
    private static string WorkFolderOf(string dataFolder) => Path.Combine(
        Path.GetTempPath(), "countersign-work", Digest.Of(Encoding.UTF8.GetBytes(dataFolder))[Digest.Prefix.Length..][..16]);

    private static Func<bool> Pressure(RequestPressure pressure) => () => pressure.IsHigh;

    private static void UseDefaultRoots(InputsOptions inputs, EmbeddedHostSettings settings)
    {
        if (inputs.Roots.Count > 0)
        {
            return;
        }

        IReadOnlyList<string> roots = settings.InputRoots.Count > 0 ? settings.InputRoots : [Directory.GetCurrentDirectory()];
        foreach (var root in roots)
        {
            inputs.Roots.Add(root);
        }
    }
}
