using System.Security.Cryptography;

namespace Countersign.Server.Access.Tokens;

/// <summary>The API keys of the installation, as digests.</summary>
internal sealed class ApiKeys(AuthOptions options)
{
    private readonly (byte[] Digest, Caller Caller)[] _keys = [.. options.ApiKeys.Select(Read)];

    /// <summary>Whose key it is; null when it is nobody's. Takes the same time whichever key matches, or none.</summary>
    public Caller? Find(string key)
    {
        var digest = ApiKeyDigest.Of(key);
        Caller? found = null;
        foreach (var (known, caller) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, digest))
            {
                found = caller;
            }
        }

        return found;
    }

    /// <summary>The user of that name with their roles; null when no key is theirs.</summary>
    public Caller? FindUser(string user) => _keys.Select(key => key.Caller).FirstOrDefault(caller => caller.Owns(user));

    /// <summary>Whether the user is known here, and an agent.</summary>
    public bool IsAgent(string user) => _keys.Any(key => key.Caller.Owns(user) && key.Caller.IsAgent);

    private static (byte[] Digest, Caller Caller) Read(ApiKeyOptions key) =>
        ApiKeyDigest.TryRead(key.Key, out var digest)
            ? (digest, new Caller(key.User!, key.Roles.Count == 0 ? [Roles.User] : [.. key.Roles.Distinct()]))
            : throw new InvalidOperationException("An API key was not replaced by its digest before it was bound.");
}
