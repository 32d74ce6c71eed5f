
namespace Countersign.Durable.Sqlite.Tests.Broken;

/// <summary>The engine with one promise broken, for the suites to find out.</summary>
internal sealed class BrokenEngineFixture : SqliteEngineFixture
{
    /// <summary>What happens to the tables while the engine is down.</summary>
    public string DamageWhenDown { get; init; } = "";

    /// <summary>What stands between the suite and the engine.</summary>
    public Func<IOrchestrationClient, IOrchestrationClient> Client { get; init; } = client => client;

    // What never comes need not be waited for long.
    public override TimeSpan Patience => TimeSpan.FromMilliseconds(300);

    public override async Task<IOrchestrationClient> StartAsync(DurableRegistry registry) => Client(await base.StartAsync(registry));

    public override async Task CrashAsync()
    {
        await Damage();
        await base.CrashAsync();
    }

    public override async Task StopAsync()
    {
        if (IsRunning)
        {
            await Damage();
        }

        await base.StopAsync();
    }

    private Task Damage() => DamageWhenDown.Length > 0
        ? Database.WriteAsync(session => session.ExecuteScript(DamageWhenDown))
        : Task.CompletedTask;
}
