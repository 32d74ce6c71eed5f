using Countersign.Functions.Engine;
using Microsoft.DurableTask;
using Moq;
using Xunit;

namespace Countersign.Functions.Tests;

/// <summary>Azure Storage brings timers up to a second early; the orchestrations must not see that.</summary>
public sealed class TimerTests
{
    private static readonly DateTime Now = new(2030, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(60, 61)]
    [InlineData(0, 0)]
    [InlineData(-60, -60)]
    public async Task Timer_AsksForASecondMoreUnlessItsTimeHasPassed(double asked, double expected)
    {
        var context = new Mock<TaskOrchestrationContext>();
        context.SetupGet(inner => inner.CurrentUtcDateTime).Returns(Now);
        context.Setup(inner => inner.CreateTimer(It.IsAny<DateTime>(), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);

        await new DurableTaskOrchestrationContext(context.Object).CreateTimerAsync(new DateTimeOffset(Now).AddSeconds(asked));

        context.Verify(inner => inner.CreateTimer(Now.AddSeconds(expected), CancellationToken.None), Times.Once);
    }
}
