using System.Globalization;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Ports;

namespace Countersign.Server.Webhooks;

/// <summary>What an attempt to deliver an event makes of a webhook's state. Pure.</summary>
internal static class WebhookProgress
{
    public const string GoneReason = "The receiver answered 410 Gone: it wants no more.";

    /// <param name="found">The state as it is stored, which a person may have disabled meanwhile.</param>
    /// <param name="delivery">The delivery before the attempt.</param>
    /// <param name="answer">What became of the attempt.</param>
    /// <param name="cursor">The place behind the event.</param>
    public static DefinitionRecord After(SavedWebhookState found, WebhookDelivery delivery, WebhookAnswer answer, string cursor)
    {
        var content = found.Content;
        if (answer.Arrived)
        {
            content = content with { Cursor = cursor, Failures = 0, FailingSince = null };
            return With(found, content, Attempted(delivery, answer, WebhookDeliveryStatus.Delivered), found.IsEnabled ? SavedWebhookState.ReadyAt(found.Definition) : null);
        }

        content = content with { Failures = content.Failures + 1, FailingSince = content.FailingSince ?? answer.At };
        if (!found.IsEnabled)
        {
            return With(found, content, Attempted(delivery, answer, WebhookDeliveryStatus.Failed), null);
        }

        if (WhyDisabled(content, answer) is { } reason)
        {
            content = content with { DisabledReason = reason, DisabledAt = answer.At };
            return With(found, content, Attempted(delivery, answer, WebhookDeliveryStatus.Failed), null);
        }

        var next = WholeMilliseconds.Of(answer.At + answer.Duration + WebhookBackoff.After(content.Failures, answer.RetryAfter));
        return With(found, content, Attempted(delivery, answer, WebhookDeliveryStatus.Retrying) with { NextAttemptAt = next }, next);
    }

    /// <summary>The delivery with one attempt more.</summary>
    public static WebhookDelivery Attempted(WebhookDelivery delivery, WebhookAnswer answer, WebhookDeliveryStatus status) => delivery with
    {
        Status = status,
        Attempts = delivery.Attempts + 1,
        ResponseStatus = answer.Status,
        Error = answer.Error,
        DurationSeconds = Math.Round(answer.Duration.TotalSeconds, 3),
        LastAttemptAt = answer.At,
        NextAttemptAt = null,
    };

    private static string? WhyDisabled(StoredWebhookState content, WebhookAnswer answer) =>
        answer.IsGone ? GoneReason
        : answer.At - content.FailingSince < WebhookBackoff.GivesUpAfter ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"An event failed {content.Failures} times over {WebhookBackoff.GivesUpAfter.TotalDays} days; the last time: {answer.Error}");

    private static DefinitionRecord With(SavedWebhookState found, StoredWebhookState content, WebhookDelivery delivery, DateTimeOffset? dueAt) =>
        SavedWebhookState.With(found.Definition, content with { Deliveries = SavedWebhookState.Put(content.Deliveries, delivery) }, dueAt) with
        {
            UpdatedAt = delivery.LastAttemptAt!.Value,
        };
}
