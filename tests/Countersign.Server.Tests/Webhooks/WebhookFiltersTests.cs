using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Webhooks;
using Xunit;

namespace Countersign.Server.Tests.Webhooks;

public sealed class WebhookFiltersTests
{
    [Theory]
    [InlineData("completion", null, null, true)]
    [InlineData("failure", null, null, false)]
    [InlineData("*", null, null, true)]
    [InlineData("*", "t", null, true)]
    [InlineData("*", "T", null, false)]
    [InlineData("*", null, JobStatus.Completed, true)]
    [InlineData("*", null, JobStatus.Failed, false)]
    [InlineData("completion", "t", JobStatus.Completed, true)]
    public void Asks_IsWhetherTypeTaskAndStatusMatch(string type, string? task, JobStatus? status, bool asks)
    {
        var webhook = new WebhookRequest { Events = [type], Filter = new WebhookFilter(TaskId: task, Status: status) };
        var entry = new JobEvent
        {
            Seq = 1,
            JobId = "j",
            TaskId = "t",
            Type = EventTypes.Completion,
            Status = JobStatus.Completed,
            Progress = 100,
            Timestamp = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(asks, WebhookFilters.Asks(webhook, entry));
    }
}
