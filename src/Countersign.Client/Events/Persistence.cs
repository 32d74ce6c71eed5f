using System.Runtime.CompilerServices;
using Countersign.Client.Errors;

namespace Countersign.Client.Events;

/// <summary>How long a follower keeps trying: counted anew whenever something came.</summary>
internal sealed class Persistence(TimeProvider clock, Uri address)
{
    private const int MostFailures = 12;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWish = TimeSpan.FromMinutes(2);

    private int _failures;

    /// <summary>Whether the failure is one that may be over with the next try.</summary>
    private static bool IsPassing(Exception exception) => exception
        is HttpRequestException or IOException or CountersignUnreachableException or CountersignException { Status: >= 500 or 429 or 408 };

    /// <summary>Something came.</summary>
    public void Succeed() => _failures = 0;

    /// <summary>
    /// Reads one stream after the other for as long as the caller goes on asking; whoever gets something new from one says so with
    /// <see cref="Succeed"/>.
    /// </summary>
    /// <param name="open">Opens the next stream, where the caller is by then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CountersignUnreachableException">It is enough.</exception>
    public async IAsyncEnumerable<T> ReadAsync<T>(Func<IAsyncEnumerable<T>> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Exception? broken = null;
            var items = open().GetAsyncEnumerator(cancellationToken);
            await using (items.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await items.MoveNextAsync().ConfigureAwait(false))
                        {
                            break;
                        }
                    }
                    catch (Exception exception) when (IsPassing(exception))
                    {
                        broken = exception;
                        break;
                    }

                    yield return items.Current;
                }
            }

            await PauseAsync(broken, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the next try, as long as the server asks for where it does.</summary>
    /// <param name="failure">What happened; null for a stream that ended too early.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CountersignUnreachableException">It is enough.</exception>
    private Task PauseAsync(Exception? failure, CancellationToken cancellationToken)
    {
        if (++_failures > MostFailures)
        {
            throw new CountersignUnreachableException(address, failure);
        }

        var pause = failure is CountersignException { RetryAfter: { } wish } && wish <= LongestWish ? wish : PauseAfter(_failures);
        return Task.Delay(pause, clock, cancellationToken);
    }

    private static TimeSpan PauseAfter(int failures) =>
        failures == 1 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (failures - 2), LongestPause.Ticks));
}
