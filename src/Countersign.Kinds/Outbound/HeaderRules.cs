using System.Buffers;
using System.Collections.Frozen;

namespace Countersign.Kinds.Outbound;

/// <summary>What a request may carry beside its URL and body.</summary>
public static class HeaderRules
{
    /// <summary>The longest value of a header, in characters.</summary>
    public const int LongestValue = 8_192;

    // RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What frames the message or belongs to the connection (RFC 9110, 7.6.1) is the client's: given by hand it could make one
    // request look like two.
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect",
        "Proxy-Authorization", "Proxy-Authenticate", "Proxy-Connection",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The methods that requests may have.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Why a header may not be given, as an end of "the header ..."; null when it may.</summary>
    public static string? ProblemOfName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is 0 or > 100 || name.AsSpan().ContainsAnyExcept(TokenCharacters)
            ? "is no header name; allowed are 1 to 100 letters, digits and any of !#$%&'*+-.^_`|~"
            : Reserved.Contains(name)
                ? "is set by the server itself and may not be given"
                : null;
    }

    /// <summary>Why a value may not be sent, as an end of "the value ..."; null when it may. Never repeats the value.</summary>
    public static string? ProblemOfValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length > LongestValue
            ? $"has {value.Length} characters; allowed are {LongestValue}"
            : value.AsSpan().ContainsAnyExceptInRange(' ', '~')
                ? "holds line ends, control characters or characters beyond ASCII; allowed is printable ASCII"
                : value.Length > 0 && (value[0] == ' ' || value[^1] == ' ')
                    ? "begins or ends with a space; allowed is none"
                    : null;
    }
}
