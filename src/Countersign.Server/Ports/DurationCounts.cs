namespace Countersign.Server.Ports;

/// <summary>How long jobs took: how many by bucket, and all together.</summary>
/// <param name="Buckets">One count for each of <see cref="Bounds"/>, of the jobs above the bound before it and up to it, and one for those above all; empty without jobs.</param>
/// <param name="Seconds">The sum.</param>
public sealed record DurationCounts(IReadOnlyList<long> Buckets, double Seconds)
{
    /// <summary>Of no job.</summary>
    public static DurationCounts None { get; } = new([], 0);

    /// <summary>The buckets' upper bounds in seconds, inclusive: from a few milliseconds to a week. Part of the format of stores that keep counts.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
        [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 21600, 86400, 604800];

    /// <summary>How many jobs that began have ended.</summary>
    public long Count => Buckets.Sum();

    /// <summary>The bucket of a duration.</summary>
    public static int BucketOf(double seconds)
    {
        var bucket = 0;
        while (bucket < Bounds.Count && seconds > Bounds[bucket])
        {
            bucket++;
        }

        return bucket;
    }

    /// <summary>The duration that this part of the jobs did not exceed, taken to be spread evenly within a bucket; null without jobs.</summary>
    /// <param name="part">Above 0, up to 1.</param>
    public double? Quantile(double part)
    {
        var wanted = part * Count;
        var below = 0L;
        for (var bucket = 0; bucket < Buckets.Count; bucket++)
        {
            if (Buckets[bucket] > 0 && below + Buckets[bucket] >= wanted)
            {
                var from = bucket == 0 ? 0 : Bounds[bucket - 1];
                var to = bucket < Bounds.Count ? Bounds[bucket] : from;
                return from + ((to - from) * (wanted - below) / Buckets[bucket]);
            }

            below += Buckets[bucket];
        }

        return null;
    }

    /// <summary>These and the others together.</summary>
    public DurationCounts Plus(DurationCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Buckets.Count, other.Buckets.Count) switch
        {
            (_, 0) => this,
            (0, _) => other,
            _ => new DurationCounts([.. Buckets.Zip(other.Buckets, (one, another) => one + another)], Seconds + other.Seconds),
        };
    }
}
