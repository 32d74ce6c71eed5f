using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Kinds.Outbound;
using Countersign.Server.Ports;

namespace Countersign.Server.Webhooks;

/// <summary>Sends one event to a webhook's address, once.</summary>
internal sealed class WebhookSender(IOutboundHttp http, TimeProvider clock) : IDisposable
{
    /// <summary>Names the delivery, the same for every attempt.</summary>
    public const string DeliveryHeader = "X-Countersign-Delivery";

    /// <summary>How long one attempt may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>How many wait for their receivers at once. Each delivery takes a place of its own, so that slow ones pass theirs on.</summary>
    private const int MostAtOnce = 64;

    private const int LongestError = 400;

    private readonly SemaphoreSlim _places = new(MostAtOnce);

    public void Dispose() => _places.Dispose();

    public async Task<WebhookAnswer> SendAsync(SavedWebhook webhook, JobEvent entry, string deliveryId, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await SendOnceAsync(webhook, entry, deliveryId, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<WebhookAnswer> SendOnceAsync(SavedWebhook webhook, JobEvent entry, string deliveryId, CancellationToken cancellationToken)
    {
        var body = CloudEvent.Write(entry);
        var at = WholeMilliseconds.Of(clock.GetUtcNow());
        var started = clock.GetTimestamp();
        try
        {
            var answer = await http.SendAsync(
                new OutboundRequest
                {
                    Method = "POST",
                    Url = new Uri(webhook.Request.Url!),
                    Headers =
                    [
                        new OutboundHeader("Content-Type", CloudEvent.MediaType),
                        new OutboundHeader("User-Agent", $"{ProductInfo.Service}/{ProductInfo.Version}"),
                        new OutboundHeader(DeliveryHeader, deliveryId),
                        new OutboundHeader(WebhookSignature.Header, WebhookSignature.Of(webhook.Content.Secret, at, body)),
                    ],
                    Body = body,
                    Timeout = Timeout,
                    MaxAnswerBytes = 0, // What a receiver answers beside its status is shown to nobody.
                },
                cancellationToken);
            return new WebhookAnswer(at, answer.Status, WhyFailed(answer.Status), RetryAfter(answer.Header("Retry-After"), at), clock.GetElapsedTime(started));
        }
        catch (WorkFailedException failure)
        {
            return new WebhookAnswer(at, null, Shortened($"{failure.Code}: {failure.Message}"), null, clock.GetElapsedTime(started));
        }
    }

    /// <summary>A message may name a host as long as a URL; the state of a webhook keeps a hundred of them.</summary>
    private static string Shortened(string message) => message.Length <= LongestError ? message : message[..LongestError] + "…";

    private static string? WhyFailed(int status) => status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => string.Create(CultureInfo.InvariantCulture, $"The receiver answered {status}; redirects are not followed."),
        _ => string.Create(CultureInfo.InvariantCulture, $"The receiver answered {status}; wanted is 2xx."),
    };

    /// <summary>Seconds or a date (RFC 9110, section 10.2.3); null for what is neither.</summary>
    private static TimeSpan? RetryAfter(string? text, DateTimeOffset now) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now
        : null;
}
