using System.Globalization;

namespace Countersign.Benchmarks;

/// <summary>What the command <c>subscribers</c> is asked for.</summary>
/// <param name="Transports"><c>sse</c>, <c>websocket</c>, or both.</param>
/// <param name="Followers">Clients that follow the job that has events.</param>
/// <param name="Idle">Clients that follow one without.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="Every">The time from one event to the next.</param>
/// <param name="Goal">The most that the 99th percentile may be, in milliseconds.</param>
internal sealed record SubscriberLoad(string[] Transports, int Followers, int Idle, int Events, TimeSpan Every, double Goal)
{
    public static SubscriberLoad Parse(string[] args) => new(
        Text(args, "--transport", "both") is var transport && transport == "both" ? ["sse", "websocket"] : [transport],
        Number(args, "--followers", 2000),
        Number(args, "--idle", 5000),
        Number(args, "--events", 30),
        TimeSpan.FromMilliseconds(Number(args, "--every", 500)),
        Number(args, "--goal", 250));

    private static int Number(string[] args, string option, int fallback) =>
        int.Parse(Text(args, option, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static string Text(string[] args, string option, string fallback) => Array.IndexOf(args, option) is var at && at < 0 ? fallback : args[at + 1];
}
