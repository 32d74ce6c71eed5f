namespace Countersign.Server.Webhooks;

/// <summary>What became of one attempt to deliver an event.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Status">What the receiver answered; null when it did not.</param>
/// <param name="Error">Why it failed; null when the receiver answered 2xx.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone; null for nothing.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record WebhookAnswer(DateTimeOffset At, int? Status, string? Error, TimeSpan? RetryAfter, TimeSpan Duration)
{
    /// <summary>Gone (RFC 9110, section 15.5.11): the receiver wants no more.</summary>
    public bool IsGone => Status == 410;

    public bool Arrived => Error is null;
}
