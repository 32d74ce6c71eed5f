using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>The header by which a client makes a repeat of a request harmless.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    /// <summary>Set on the answer to a repeat.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    private const int Longest = 200;

    /// <summary>The key, or why it is not taken; both null when there is none.</summary>
    public static (string? Key, Refusal? Refusal) Read(HttpRequest request)
    {
        var key = request.Headers[Header].ToString();
        return key.Length switch
        {
            0 => (null, null),
            > Longest => (null, Refusals.Invalid(Header, $"has {key.Length} characters; allowed are {Longest}.")),
            _ => (key, null),
        };
    }
}
