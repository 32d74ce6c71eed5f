using System.Text.Json;
using Countersign.Conformance.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>Histories that were recorded once, against the code of today.</summary>
public sealed class HistoryCheckTests : DurableContract
{
    private readonly DurableSerializer _serializer = new(JsonSerializerOptions.Web);
    private readonly SqliteEngineFixture _fixture;

    public HistoryCheckTests()
        : this(new SqliteEngineFixture())
    {
    }

    private HistoryCheckTests(SqliteEngineFixture fixture)
        : base(fixture) => _fixture = fixture;

    [Fact]
    public async Task History_OfTheSameCode_DoesNotDiverge()
    {
        var recorded = await RecordAsync();

        Assert.Null(HistoryCheck.FindDivergence(recorded, Registry, _serializer));
    }

    [Fact]
    public async Task History_OfOtherCode_DivergesWithBothNamed()
    {
        var recorded = await RecordAsync();
        var changed = new DurableRegistry();
        Register(changed, "renamed");

        var divergence = HistoryCheck.FindDivergence(recorded, changed, _serializer);

        Assert.Contains("'act'", divergence, StringComparison.Ordinal);
        Assert.Contains("'renamed'", divergence, StringComparison.Ordinal);
    }

    [Fact]
    public void History_OfTheFirstRelease_IsStillUnderstood()
    {
        const string Events = """
            [{"type":"OrchestratorStarted","at":"2030-01-01T00:00:00+00:00"},{"type":"ExecutionStarted","name":"main","data":1},
             {"type":"TaskScheduled","id":1,"name":"act","data":1},{"type":"TimerCreated","id":2,"at":"2030-01-01T01:00:00+00:00"},
             {"type":"OrchestratorStarted","at":"2030-01-01T00:00:01+00:00"},{"type":"TaskCompleted","id":1,"data":2},
             {"type":"EventRaised","name":"GO","data":3},
             {"type":"OrchestratorStarted","at":"2030-01-01T01:00:00+00:00"},{"type":"TimerFired","id":2},
             {"type":"ExecutionCompleted","status":"Completed","data":5}]
            """;
        Register(Registry, "act");

        Assert.Null(HistoryCheck.FindDivergence(new RecordedHistory("one", 0, Events), Registry, _serializer));
    }

    private async Task<RecordedHistory> RecordAsync()
    {
        var main = Register(Registry, "act");
        await StartAsync();
        await ScheduleAsync(main, 1);
        await Client.RaiseEventAsync("one", "go", 3);
        await EndWhileAdvancingAsync(TimeSpan.FromHours(1));
        return _fixture.Engine.ReadHistory("one")!;
    }

    private static Orchestration<int, int> Register(DurableRegistry registry, string activity)
    {
        var act = registry.Activity<int, int>(activity, n => n + 1);
        return registry.Orchestration<int, int>("main", async (context, n) =>
        {
            var called = context.CallActivityAsync(act, n);
            await context.CreateTimerAsync(context.CurrentUtc + TimeSpan.FromHours(1));
            return await called + await context.WaitForExternalEventAsync<int>("go");
        });
    }
}
