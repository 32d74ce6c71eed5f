using System.Collections.Concurrent;

namespace Countersign.Server.Events;

/// <summary>
/// Reads of a log that many followers make alike: those that ask for the same part share one reading, and what was found is kept for
/// a moment. Events never change, so a part that has some is right for as long as it is kept.
/// </summary>
/// <remarks>An empty part is not kept: whoever asks after a new event was announced must find it.</remarks>
internal sealed class SharedReads<TKey, TPart>(TimeProvider clock, Func<TPart, bool> isEmpty)
    where TKey : notnull
{
    /// <summary>The most parts that are kept; each has up to a page of events.</summary>
    private const int MostKept = 256;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TKey, Lazy<Task<TPart>>> _parts = new();
    private readonly Queue<(KeyValuePair<TKey, Lazy<Task<TPart>>> Part, long Since)> _kept = new();
    private readonly Lock _lock = new();

    /// <summary>How many parts are kept or being read.</summary>
    public int Count => _parts.Count;

    /// <summary>The part, read once for all who ask for it meanwhile. Who goes away does not stop the reading for the others.</summary>
    public async Task<TPart> ReadAsync(TKey key, Func<TKey, Task<TPart>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Trim();
        if (!_parts.TryGetValue(key, out var part))
        {
            part = _parts.GetOrAdd(key, static (asked, with) => new Lazy<Task<TPart>>(() => with.Shared.ReadOnceAsync(asked, with.Read)), (Shared: this, Read: read));
        }

        return await part.Value.WaitAsync(cancellationToken);
    }

    private async Task<TPart> ReadOnceAsync(TKey key, Func<TKey, Task<TPart>> read)
    {
        // Off the asker's thread: a store may read without ever waiting, and would block all who ask meanwhile.
        await Task.Yield();
        var isKept = false;
        try
        {
            var found = await read(key);
            isKept = !isEmpty(found);
            return found;
        }
        finally
        {
            if (_parts.TryGetValue(key, out var part))
            {
                if (isKept)
                {
                    lock (_lock)
                    {
                        _kept.Enqueue((KeyValuePair.Create(key, part), clock.GetTimestamp()));
                    }
                }
                else
                {
                    _parts.TryRemove(KeyValuePair.Create(key, part));
                }
            }
        }
    }

    private void Trim()
    {
        lock (_lock)
        {
            while (_kept.TryPeek(out var oldest) && (_kept.Count > MostKept || clock.GetElapsedTime(oldest.Since) >= KeptFor))
            {
                _kept.Dequeue();
                _parts.TryRemove(oldest.Part);
            }
        }
    }
}
