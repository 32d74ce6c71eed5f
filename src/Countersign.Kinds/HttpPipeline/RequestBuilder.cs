using System.Text;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Puts values into a request.</summary>
internal static class RequestBuilder
{
    /// <exception cref="WorkFailedException"><c>request_invalid</c>: what a variable holds cannot stand in its place.</exception>
    public static OutboundRequest Build(PipelineRequest request, Variables variables, string idempotencyKey, TimeSpan timeout, bool followsRedirects)
    {
        try
        {
            return new OutboundRequest
            {
                Method = request.Method,
                Url = request.Url.Expand(variables),
                Headers = [.. RequestHeaders.Of(request, variables, idempotencyKey).Select(header => new OutboundHeader(
                    header.Name,
                    header.Value,
                    request.Headers.Any(given => given.Key == header.Name && given.Value.IsSecret(variables))))],
                Body = request.Body is { } body
                    ? body.IsText ? Encoding.UTF8.GetBytes(body.ToText(variables)) : body.ToJson(variables)
                    : null,
                Timeout = timeout,
                FollowRedirects = followsRedirects,
            };
        }
        catch (FormatException problem)
        {
            throw new WorkFailedException(ErrorCodes.RequestInvalid, problem.Message, inner: problem);
        }
    }
}
