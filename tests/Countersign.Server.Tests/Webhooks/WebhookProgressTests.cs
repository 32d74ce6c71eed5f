using System.Globalization;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Ports;
using Countersign.Server.Webhooks;
using Xunit;

namespace Countersign.Server.Tests.Webhooks;

public sealed class WebhookProgressTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_AnArrival_MovesOn_AndForgetsTheFailures()
    {
        var state = Apply(Apply(New(), "a", 500, TimeSpan.Zero), "a", 200, TimeSpan.FromMinutes(1));

        Assert.Equal(("behind-a", 0, (DateTimeOffset?)null), (state.Content.Cursor, state.Content.Failures, state.Content.FailingSince));
        var delivery = Assert.Single(state.Content.Deliveries);
        Assert.Equal((WebhookDeliveryStatus.Delivered, 2, 200, null), (delivery.Status, delivery.Attempts, delivery.ResponseStatus, delivery.NextAttemptAt));
        Assert.Equal(SavedWebhookState.ReadyAt(state.Definition), state.Definition.DueAt);
    }

    [Fact]
    public void After_AFailure_StaysWhereItIs_UntilTheNextTry()
    {
        var state = Apply(New(), "a", 503, TimeSpan.Zero);

        Assert.Equal(("start", 1, Start), (state.Content.Cursor, state.Content.Failures, state.Content.FailingSince));
        Assert.Equal(Start + WebhookBackoff.First, state.Definition.DueAt);
        Assert.Equal((WebhookDeliveryStatus.Retrying, state.Definition.DueAt), (state.Content.Deliveries[0].Status, state.Content.Deliveries[0].NextAttemptAt));
    }

    [Theory]
    [InlineData(71, 500, true)]
    [InlineData(72, 500, false)]
    [InlineData(0, 410, false)]
    public void After_ThreeDaysOfFailures_OrGone_IsDisabledWithItsReason(int hours, int status, bool enabled)
    {
        var state = Apply(Apply(New(), "a", 500, TimeSpan.Zero), "a", status, TimeSpan.FromHours(hours));

        Assert.Equal(enabled, state.IsEnabled);
        Assert.Equal(enabled, state.Content.DisabledReason is null);
        Assert.Equal(enabled ? WebhookDeliveryStatus.Retrying : WebhookDeliveryStatus.Failed, state.Content.Deliveries[0].Status);
        Assert.Equal("start", state.Content.Cursor);
    }

    [Fact]
    public void After_SomebodyDisabledItMeanwhile_ItStaysDisabled()
    {
        var disabled = SavedWebhookState.Of(New().Disable(reason: null, Start));

        Assert.False(Apply(disabled, "a", 200, TimeSpan.Zero).IsEnabled);
        var failed = Apply(disabled, "a", 500, TimeSpan.Zero);
        Assert.Equal((false, null, WebhookDeliveryStatus.Failed), (failed.IsEnabled, failed.Content.DisabledReason, failed.Content.Deliveries[0].Status));
    }

    [Fact]
    public void Deliveries_AreTheLastHundred_AndThoseThatAreStillToBeMade()
    {
        var state = New();
        var pending = Delivery("asked") with { Status = WebhookDeliveryStatus.Pending };
        state = SavedWebhookState.Of(SavedWebhookState.With(state.Definition, state.Content with { Deliveries = [pending] }, state.Definition.DueAt));
        for (var i = 0; i < SavedWebhookState.MostDeliveries + 5; i++)
        {
            state = Apply(state, i.ToString(CultureInfo.InvariantCulture), 200, TimeSpan.Zero);
        }

        Assert.Equal("104", state.Content.Deliveries[0].DeliveryId);
        Assert.Equal(["5", "asked"], state.Content.Deliveries.Skip(SavedWebhookState.MostDeliveries - 1).Select(delivery => delivery.DeliveryId));
        Assert.Equal("asked", Assert.Single(state.Pending).DeliveryId);
    }

    private static SavedWebhookState New() =>
        SavedWebhookState.Of(SavedWebhookState.New(DefinitionRecord.New(DefinitionSorts.Webhook, "w", "owner", "url", Start), "start", enabled: true, Start));

    private static SavedWebhookState Apply(SavedWebhookState state, string id, int status, TimeSpan later)
    {
        var delivery = state.Content.Deliveries.FirstOrDefault(kept => kept.DeliveryId == id) ?? Delivery(id);
        var answer = new WebhookAnswer(Start + later, status, status < 300 ? null : "It failed.", null, TimeSpan.Zero);
        return SavedWebhookState.Of(WebhookProgress.After(state, delivery, answer, "behind-" + id));
    }

    private static WebhookDelivery Delivery(string id) => new()
    {
        DeliveryId = id,
        EventId = "job/1",
        JobId = "job",
        Seq = 1,
        Type = "completion",
        Status = WebhookDeliveryStatus.Retrying,
        Attempts = 0,
        CreatedAt = Start,
    };
}
