using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>Pauses between tries to change what others change at the same time.</summary>
internal sealed class Backoff(string what, TimeProvider time)
{
    private const int MostTries = 40;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);
    private int _tries;

    /// <summary>Waits a random time, so that those who met once do not meet again.</summary>
    /// <exception cref="StoreUnavailableException">It was tried often enough.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (++_tries == MostTries)
        {
            throw new StoreUnavailableException($"{what} is being changed by too many at once.", new TimeoutException());
        }

        var most = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, _tries - 1));
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * most), time, cancellationToken);
    }
}
