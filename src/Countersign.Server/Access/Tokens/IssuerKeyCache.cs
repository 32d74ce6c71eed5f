using Microsoft.Extensions.Logging;

namespace Countersign.Server.Access.Tokens;

/// <summary>
/// The issuer's keys, fetched when they are first needed, again every hour, and when a token names a key that is not among them. The
/// last is bounded, so that nobody can make this server call the issuer at will.
/// </summary>
internal sealed class IssuerKeyCache(IssuerDocuments documents, TimeProvider clock, ILogger<IssuerKeyCache> logger) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);

    /// <summary>How long known keys are believed while the issuer does not answer.</summary>
    private static readonly TimeSpan BelievedFor = TimeSpan.FromHours(24);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Fetched? _known;
    private DateTimeOffset _attemptedAt = DateTimeOffset.MinValue;

    /// <summary>The keys, with the named one if the issuer has it.</summary>
    /// <exception cref="IssuerUnavailableException">No keys are known, and the issuer does not answer.</exception>
    public ValueTask<IssuerKeys> GetAsync(string? keyId, CancellationToken cancellationToken) =>
        Volatile.Read(ref _known) is { } known && Suffices(known, keyId) ? ValueTask.FromResult(known.Keys) : new(FetchAsync(keyId, cancellationToken));

    public void Dispose() => _oneAtATime.Dispose();

    private bool Suffices(Fetched known, string? keyId) => clock.GetUtcNow() - known.At < FreshFor && known.Keys.Know(keyId);

    private async Task<IssuerKeys> FetchAsync(string? keyId, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_known is { } known && (Suffices(known, keyId) || (now - _attemptedAt < BetweenAttempts && now - known.At < BelievedFor)))
            {
                return known.Keys;
            }

            if (now - _attemptedAt < BetweenAttempts)
            {
                throw new IssuerUnavailableException("The issuer did not answer a moment ago.");
            }

            _attemptedAt = now;
            return await FetchAsync(now);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<IssuerKeys> FetchAsync(DateTimeOffset now)
    {
        try
        {
            // A caller who gives up must not leave the next one without keys.
            var keys = await documents.FetchAsync(CancellationToken.None);
            Volatile.Write(ref _known, new Fetched(keys, now));
            return keys;
        }
        catch (IssuerUnavailableException exception)
        {
            logger.IssuerUnavailable(exception);
            if (_known is { } known && now - known.At < BelievedFor)
            {
                return known.Keys;
            }

            throw;
        }
    }

    private sealed record Fetched(IssuerKeys Keys, DateTimeOffset At);
}
