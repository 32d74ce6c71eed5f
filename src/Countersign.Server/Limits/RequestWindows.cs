using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Countersign.Server.Limits;

/// <summary>
/// Counts in windows of one minute, each of which begins with its key's first request. Of this process: another instance of the service
/// counts for itself, and a restart begins anew.
/// </summary>
/// <remarks>
/// Not System.Threading.RateLimiting: its windows run by the clock of the machine alone, take back no count, and do not say when they
/// end.
/// </remarks>
internal sealed class RequestWindows<TKey>(TimeProvider clock)
    where TKey : notnull
{
    private const int SweepAbove = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Window> _windows = [];
    private readonly long _length = clock.TimestampFrequency * 60;
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>Whether nothing has been counted.</summary>
    public bool IsEmpty => _windows.Count == 0;

    /// <summary>Keys with a window that has not been forgotten.</summary>
    public int Count => _windows.Count;

    /// <summary>Counts a request, unless the window is full.</summary>
    public WindowState Take(TKey key, int limit)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            Sweep(now);
            ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(_windows, key, out var exists);
            if (!exists || HasEnded(window, now))
            {
                window = new Window { OpenedAt = now };
            }

            var hasRoom = window.Count < limit;
            window.Count += hasRoom ? 1 : 0;
            return StateOf(window, hasRoom, limit, now);
        }
    }

    /// <summary>How the window stands, without counting anything; taken says whether there would be room.</summary>
    public WindowState Look(TKey key, int limit)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            return _windows.TryGetValue(key, out var window) && !HasEnded(window, now)
                ? StateOf(window, window.Count < limit, limit, now)
                : StateOf(new Window { OpenedAt = now }, hasRoom: limit > 0, limit, now);
        }
    }

    /// <summary>Takes back what <see cref="Take"/> counted; nothing happens when that window has ended.</summary>
    public void Return(TKey key, WindowState taken)
    {
        lock (_lock)
        {
            ref var window = ref CollectionsMarshal.GetValueRefOrNullRef(_windows, key);
            if (!Unsafe.IsNullRef(ref window) && window.OpenedAt == taken.OpenedAt && window.Count > 0)
            {
                window.Count--;
            }
        }
    }

    private bool HasEnded(Window window, long now) => now - window.OpenedAt >= _length;

    private WindowState StateOf(Window window, bool hasRoom, int limit, long now)
    {
        var rest = (double)(window.OpenedAt + _length - now) / clock.TimestampFrequency;
        return new WindowState(hasRoom, limit, Math.Max(0, limit - window.Count), Math.Max(1, (int)Math.Ceiling(rest)), window.OpenedAt);
    }

    /// <summary>Forgets windows that have ended, once a minute where there are many.</summary>
    private void Sweep(long now)
    {
        if (_windows.Count <= SweepAbove || now - _sweptAt < _length)
        {
            return;
        }

        _sweptAt = now;
        foreach (var (key, window) in _windows)
        {
            if (HasEnded(window, now))
            {
                _windows.Remove(key);
            }
        }
    }

    private struct Window
    {
        public long OpenedAt;
        public int Count;
    }
}
