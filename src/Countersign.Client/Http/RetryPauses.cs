namespace Countersign.Client.Http;

/// <summary>How long to wait before another try when the server does not say.</summary>
internal static class RetryPauses
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>The pause after a failed try, counted from 0; null when there is to be no other.</summary>
    public static TimeSpan? Of(int attempt, CountersignClientOptions options)
    {
        if (attempt >= options.Retries)
        {
            return null;
        }

        // Half of it by chance: clients that were refused together do not come back together.
        var pause = First * Math.Pow(2, Math.Min(attempt, 16)) * (0.5 + (Random.Shared.NextDouble() / 2));
        return pause < options.LongestPause ? pause : options.LongestPause;
    }
}
