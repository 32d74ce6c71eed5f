using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Webhooks;
using Xunit;

namespace Countersign.Server.Tests.Webhooks;

public sealed class CloudEventTests
{
    private static readonly JobEvent Entry = new()
    {
        Seq = 7,
        JobId = "disk-1",
        TaskId = "t",
        Type = EventTypes.StepStarted,
        Status = JobStatus.Running,
        Phase = JobPhase.Execution,
        Progress = 40,
        Timestamp = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        Data = JsonElement.Parse("""{"step":"a \"quoted\" <ä>"}"""),
    };

    [Fact]
    public void Write_HasEveryRequiredAttribute_AndTheEnvelopeAsTheApiAnswersIt()
    {
        var written = JsonElement.Parse(CloudEvent.Write(Entry));

        Assert.Equal(
            ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"],
            written.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("1.0", "disk-1/7", "/api/jobs/disk-1", "countersign.job.step_started", "disk-1", "application/json"),
            (Text("specversion"), Text("id"), Text("source"), Text("type"), Text("subject"), Text("datacontenttype")));
        Assert.Equal("2030-01-02T03:04:05.678Z", Text("time"));
        Assert.Equal(JsonSerializer.Serialize(Entry, ContractsJson.Default.JobEvent), written.GetProperty("data").GetRawText());

        string? Text(string name) => written.GetProperty(name).GetString();
    }
}
