using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Outbound;

/// <summary>The only way for jobs and webhooks to send HTTP requests to other machines.</summary>
/// <remarks>
/// Reaches hosts of <see cref="HostList"/> only, and of those only public addresses unless the address itself is listed; what is
/// checked is the address that is then connected to. Knows no proxy, keeps no cookies, adds no header of its own but
/// <c>Host</c> and <c>Content-Length</c>, and unpacks nothing. Repeats nothing either: whether a request may be sent twice is the
/// caller's to know.
/// </remarks>
public interface IOutboundHttp
{
    /// <summary>Sends a request and reads the answer, whatever its status is.</summary>
    /// <exception cref="WorkFailedException">
    /// <c>target_not_allowed</c>; <c>request_invalid</c> for a URL, method or header that may not be sent; <c>redirect_refused</c>;
    /// and retryable <c>target_unreachable</c> (no address, refused, cut off, no valid HTTP) and <c>request_timeout</c>.
    /// </exception>
    Task<OutboundAnswer> SendAsync(OutboundRequest request, CancellationToken cancellationToken);
}
