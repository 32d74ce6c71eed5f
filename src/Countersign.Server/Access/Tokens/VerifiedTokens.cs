using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Server.Access.Tokens;

/// <summary>Tokens that were found good a moment ago, by their digest, so that a client that polls does not cost a signature each time.</summary>
internal sealed class VerifiedTokens(TimeProvider clock)
{
    /// <summary>How long a verdict holds at most; an issuer's key that is withdrawn is believed that much longer.</summary>
    public static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(60);

    private const int Most = 10_000;

    private readonly ConcurrentDictionary<Key, Verdict> _verdicts = new();

    /// <summary>Under which a token is kept; the token itself is not.</summary>
    public static Key KeyOf(string token)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), digest);
        return MemoryMarshal.Read<Key>(digest);
    }

    /// <summary>Whom the token stands for; null when it has to be checked.</summary>
    public Caller? Find(Key key) => _verdicts.TryGetValue(key, out var verdict) && clock.GetUtcNow() < verdict.Until ? verdict.Caller : null;

    /// <summary>Keeps a verdict until the token ends, and not for longer than a verdict holds.</summary>
    public void Keep(Key key, CheckedToken token)
    {
        if (token.Caller is not { } caller)
        {
            return;
        }

        // Rarely reached, and then beginning anew costs one check for each token in use.
        if (_verdicts.Count >= Most)
        {
            _verdicts.Clear();
        }

        var latest = clock.GetUtcNow() + HoldsFor;
        _verdicts[key] = new Verdict(caller, token.Until < latest ? token.Until : latest);
    }

    /// <summary>A SHA-256.</summary>
    public readonly record struct Key(UInt128 First, UInt128 Last);

    private sealed record Verdict(Caller Caller, DateTimeOffset Until);
}
