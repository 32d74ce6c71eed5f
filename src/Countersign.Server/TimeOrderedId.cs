using System.Globalization;

namespace Countersign.Server;

/// <summary>
/// Identifiers that sort in the order in which this process made them: UUIDs of version 7 (RFC 9562) without hyphens, whose twelve bits
/// after the version count those of one millisecond (section 6.2, method 1).
/// </summary>
internal static class TimeOrderedId
{
    private const int CounterBits = 12;

    // Milliseconds since 1970, and the counter below them.
    private static long _last;

    /// <summary>A new identifier, greater than every one before it, even where the clock was set back.</summary>
    public static string New(TimeProvider clock)
    {
        var next = Next(clock);
        var random = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next >> CounterBits)).ToString("N");
        var counter = next & ((1 << CounterBits) - 1);
        return string.Create(CultureInfo.InvariantCulture, $"{random.AsSpan(0, 13)}{counter:x3}{random.AsSpan(16)}");
    }

    private static long Next(TimeProvider clock)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(last + 1, clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }
}
