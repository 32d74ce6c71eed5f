using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Outbound;

/// <summary>Holds a request, and each that follows from a redirect, to what may be sent at all.</summary>
internal static class RequestRules
{
    /// <exception cref="WorkFailedException"><c>request_invalid</c>.</exception>
    public static void Require(OutboundRequest request)
    {
        if (!HeaderRules.Methods.Contains(request.Method))
        {
            throw Invalid($"The method '{request.Method}' is unknown; allowed are {string.Join(", ", HeaderRules.Methods)}.");
        }

        if (ProblemOf(request.Url) is { } problem)
        {
            throw Invalid($"The URL {problem}.");
        }

        foreach (var header in request.Headers)
        {
            if (HeaderRules.ProblemOfName(header.Name) is { } name)
            {
                throw Invalid($"The header '{Shown(header.Name)}' {name}.");
            }

            if (HeaderRules.ProblemOfValue(header.Value) is { } value)
            {
                throw Invalid($"The value of the header '{header.Name}' {value}.");
            }
        }
    }

    /// <summary>Why a URL cannot be asked for, as an end of "the URL ..."; null when it can.</summary>
    public static string? ProblemOf(Uri url) =>
        !url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            ? "is no http or https URL"
            : url.UserInfo.Length > 0
                ? "holds a user or a password, which belong into a header"
                : url.Host.Length == 0 ? "names no host" : null;

    private static string Shown(string name) => new([.. name.Take(100).Where(character => character is >= ' ' and <= '~')]);

    private static WorkFailedException Invalid(string message) => new(ErrorCodes.RequestInvalid, message);
}
