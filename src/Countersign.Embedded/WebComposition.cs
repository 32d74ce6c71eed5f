using Countersign.Contracts;
using Countersign.Durable;
using Countersign.Durable.Sqlite;
using Countersign.Embedded.Live;
using Countersign.Embedded.Sockets;
using Countersign.Server;
using Countersign.Server.Access;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Statistics;
using Countersign.Server.WakeUps;
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

namespace Countersign.Embedded;

/// <summary>Puts the parts together.</summary>
internal static class WebComposition
{
    /// <summary>The prefix of environment variables that configure the host.</summary>
    private const string EnvironmentPrefix = "COUNTERSIGN_";

    public static WebApplication Build(EmbeddedHostSettings settings, SqliteDatabase database, SqliteStorage storage, SigningKeyFolder keys)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Configure(builder.Configuration, settings);
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
        Compose(builder.Services, settings, database, storage, keys);

        var app = builder.Build();
        app.UseRouting();
        HubComposition.Map(app);
        SocketComposition.Map(app);
        ApiMapping.Map(app);
        return app;
    }

    private static void Configure(ConfigurationManager configuration, EmbeddedHostSettings settings)
    {
        if (settings.ConfigFile is { } file)
        {
            configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        configuration.AddInMemoryCollection(BenchVariables());
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.AddInMemoryCollection(settings.Overrides);
    }

    /// <summary>What the kit of load tests that compares durable engines tells every server it starts.</summary>
    private static Dictionary<string, string?> BenchVariables()
    {
        var kit = new ConfigurationBuilder().AddEnvironmentVariables("PEERS_").Build();
        return new() { ["Bench:EffectsLog"] = kit["EFFECTS_LOG"], ["Bench:StepMilliseconds"] = kit["STEP_MS"] ?? "0" };
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

    private static void Compose(IServiceCollection services, EmbeddedHostSettings settings, SqliteDatabase database, SqliteStorage storage, SigningKeyFolder keys)
    {
        services.AddSingleton(settings.Clock);
        services.AddCountersignServer(WakeUpDelivery.Background).AddLocalAccess();
        services.AddSingleton(database);
        services.AddSingleton<RequestPressure>();
        services.AddSingleton(new DataDisk(Path.GetFullPath(settings.DataFolder)));
        services.AddSingleton(provider => SqliteDurableEngine.Create(EngineOptions(provider, database)));
        services.AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<SqliteDurableEngine>());
        services.AddSqliteStorage(storage).AddAuditedJobs().AddLiveEvents().AddHub();
        services.AddSingleton<ISigner>(provider => LocalSigner.Open(provider.GetRequiredService<ProofOptions>(), keys));
        services.AddHostedService<WakeUpService>();
        services.AddHostedService<ScheduleService>();
        foreach (var kind in settings.ExtraKinds)
        {
            services.AddSingleton(kind);
        }

        // The command line owns the signals; the host ends when it is disposed.
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        services.PostConfigure<InputsOptions>(inputs =>
        {
            UseDefaultRoots(inputs, settings);
            inputs.Protect(Path.GetFullPath(settings.DataFolder));
        });
    }

    private static SqliteDurableEngineOptions EngineOptions(IServiceProvider services, SqliteDatabase database) => new()
    {
        Database = database,
        Registry = ServerRegistration.CreateRegistry(services),
        Serializer = new DurableSerializer(ContractsJson.Default.Options),
        Clock = services.GetRequiredService<TimeProvider>(),
        IsUnderPressure = Pressure(services.GetRequiredService<RequestPressure>()),
        Loggers = services.GetRequiredService<ILoggerFactory>(),
    };

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
