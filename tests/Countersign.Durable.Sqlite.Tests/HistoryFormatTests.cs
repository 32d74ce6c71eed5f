using System.Text;
using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Replay;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>The stored format, which files of every release hold.</summary>
public sealed class HistoryFormatTests
{
    private static readonly DateTimeOffset At = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string> Entries => new(Samples.Keys);

    private static Dictionary<string, HistoryEvent> Samples { get; } = new(StringComparer.Ordinal)
    {
        ["""{"type":"OrchestratorStarted","at":"2030-01-02T03:04:05+00:00"}"""] =
            new(HistoryEventKind.OrchestratorStarted) { At = At },
        ["""{"type":"ExecutionStarted","name":"main","data":{"kind":"x"}}"""] =
            new(HistoryEventKind.ExecutionStarted) { Name = "main", Payload = """{"kind":"x"}""" },
        ["""{"type":"TaskScheduled","id":1,"name":"act","data":[1,"\u00e4"]}"""] =
            new(HistoryEventKind.TaskScheduled) { TaskId = 1, Name = "act", Payload = """[1,"\u00e4"]""" },
        ["""{"type":"TaskCompleted","id":1,"data":"done"}"""] =
            new(HistoryEventKind.TaskCompleted) { TaskId = 1, Payload = "\"done\"" },
        ["""{"type":"TaskFailed","id":1,"failure":{"errorType":"T","message":"m","retryable":false}}"""] =
            new(HistoryEventKind.TaskFailed) { TaskId = 1, Failure = new FailureDetails("T", "m", Retryable: false) },
        ["""{"type":"TimerCreated","id":2,"at":"2030-01-02T03:04:05+00:00"}"""] =
            new(HistoryEventKind.TimerCreated) { TaskId = 2, At = At },
        ["""{"type":"TimerFired","id":2}"""] = new(HistoryEventKind.TimerFired) { TaskId = 2 },
        ["""{"type":"SubOrchestrationInstanceCreated","id":3,"name":"child","instanceId":"one:0:3","data":1}"""] =
            new(HistoryEventKind.SubOrchestrationInstanceCreated) { TaskId = 3, Name = "child", InstanceId = "one:0:3", Payload = "1" },
        ["""{"type":"EventRaised","name":"go","data":1.50}"""] =
            new(HistoryEventKind.EventRaised) { Name = "go", Payload = "1.50" },
        ["""{"type":"ExecutionTerminated","recursive":true,"data":"enough"}"""] =
            new(HistoryEventKind.ExecutionTerminated) { Recursive = true, Payload = "\"enough\"" },
        ["""{"type":"ExecutionCompleted","status":"Completed","data":null}"""] =
            new(HistoryEventKind.ExecutionCompleted) { Status = RuntimeStatus.Completed, Payload = "null" },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_IsWrittenAsEver(string json) =>
        Assert.Equal($"[{json}]", Encoding.UTF8.GetString(HistoryWriter.Write([Samples[json]])));

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_IsReadAsEver(string json) => Assert.Equal([Samples[json]], Read($"[{json}]"));

    [Fact]
    public void Entry_WithAFieldOfALaterRelease_IsReadWithoutIt() =>
        Assert.Equal(
            [new HistoryEvent(HistoryEventKind.TimerFired) { TaskId = 2 }],
            Read("""[{"type":"TimerFired","new":{"a":[1]},"id":2}]"""));

    [Theory]
    [InlineData("""[{"type":"Unheard"}]""")]
    [InlineData("""[{"type":"TimerFired","id":"two"}]""")]
    [InlineData("""[{"type":"Timer""")]
    public void Entry_ThatCannotBeRead_IsRefused(string json) => Assert.Throws<InvalidDataException>(() => Read(json));

    [Fact]
    public void Guid_OfAName_IsAlwaysTheSameVersion5()
    {
        var guid = DeterministicGuid.Create("one/0/1");

        Assert.Equal(DeterministicGuid.Create("one/0/1"), guid);
        Assert.NotEqual(DeterministicGuid.Create("one/0/2"), guid);
        Assert.Equal(5, guid.Version);
    }

    private static List<HistoryEvent> Read(string json)
    {
        var events = new List<HistoryEvent>();
        HistoryReader.Read(Encoding.UTF8.GetBytes(json), events);
        return events;
    }
}
