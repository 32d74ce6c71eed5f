using Countersign.Contracts.Errors;

namespace Countersign.Server.Http;

/// <summary>What came too often.</summary>
public static partial class Refusals
{
    public static Refusal RateLimited(string policy, int limit, int seconds) =>
        new(429, ErrorCodes.RateLimited, "Too many requests",
            $"The limit '{policy}' is {limit} a minute; there is room again in {seconds} s.") { RetryAfterSeconds = seconds };
}
