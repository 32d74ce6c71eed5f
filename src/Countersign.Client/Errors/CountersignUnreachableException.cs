namespace Countersign.Client.Errors;

/// <summary>No answer came: nobody listens, the connection broke, or the time for an answer was over.</summary>
/// <remarks>Whether the server acted on the request is unknown; that is what idempotency keys are for.</remarks>
public sealed class CountersignUnreachableException(Uri address, Exception? inner = null)
    : Exception($"No server answers at {address?.GetLeftPart(UriPartial.Authority)}.", inner)
{
    /// <summary>The server that was asked.</summary>
    public Uri Address { get; } = address;
}
