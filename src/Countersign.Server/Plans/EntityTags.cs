namespace Countersign.Server.Plans;

/// <summary>Plan hashes as entity tags (RFC 9110, section 8.8.3).</summary>
internal static class EntityTags
{
    public static string Of(string hash) => $"\"{hash}\"";

    /// <summary>Whether a value of <c>If-Match</c> names the hash, by the strong comparison; <c>*</c> names every one.</summary>
    public static bool Matches(string ifMatch, string hash) => ifMatch
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Any(tag => tag == "*" || tag == Of(hash) || tag == hash);
}
