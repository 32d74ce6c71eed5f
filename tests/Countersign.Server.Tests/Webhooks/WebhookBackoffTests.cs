using Countersign.Server.Webhooks;
using Xunit;

namespace Countersign.Server.Tests.Webhooks;

public sealed class WebhookBackoffTests
{
    [Theory]
    [InlineData(1, null, 5)]
    [InlineData(2, null, 10)]
    [InlineData(5, null, 80)]
    [InlineData(10, null, 2560)]
    [InlineData(11, null, 3600)]
    [InlineData(5000, null, 3600)]
    [InlineData(1, 120, 120)]
    [InlineData(5, 1, 80)]
    [InlineData(1, 90_000, 3600)]
    public void After_DoublesUpToAnHour_AndHeedsTheReceiver(int failures, int? asked, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            WebhookBackoff.After(failures, asked is { } wish ? TimeSpan.FromSeconds(wish) : null));
}
