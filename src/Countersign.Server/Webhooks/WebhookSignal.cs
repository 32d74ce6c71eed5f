namespace Countersign.Server.Webhooks;

/// <summary>Tells those who deliver within this process that a webhook was saved, changed, removed, or asked to send something again.</summary>
internal sealed class WebhookSignal : ProcessSignal;
