namespace Countersign.Server.Live;

/// <summary>A subscription with the work that sends its events.</summary>
/// <param name="Subscription">What is sent.</param>
/// <param name="Stop">Ends the sending.</param>
internal sealed record Following(LiveSubscription Subscription, CancellationTokenSource Stop)
{
    /// <summary>The sending.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;
}
