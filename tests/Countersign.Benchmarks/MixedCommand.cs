using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Countersign.Benchmarks;

/// <summary>
/// <c>mixed URL [--connections N] [--seconds S]</c>: so many connections at once to a server that runs, each with one request after the
/// other: health, lists with every filter, statuses, statistics, new jobs. Prints each request's times; fails when any was
/// not answered with success. The server needs <c>Bench:Enabled</c>, for the jobs.
/// </summary>
internal static class MixedCommand
{
    private static readonly string[] Reads =
    [
        "api/health", "api/jobs", "api/jobs?status=completed", "api/jobs?status=awaiting_approval&sort=created_at", "api/jobs?kind=disk.inspect",
        "api/jobs?owner=user-7&status=failed", "api/jobs?kind=disk.inspect&status=failed&owner=user-3", "api/jobs?tag=nightly",
        "api/jobs?skip=1000&limit=100", "api/jobs?created_after=2025-03-02T00:00:00Z&created_before=2025-03-03T00:00:00Z", "api/jobs/stats", "api/stats",
        "api/approvals?state=open",
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || !Uri.TryCreate(args[0], UriKind.Absolute, out var server))
        {
            await Console.Error.WriteLineAsync("mixed URL [--connections N] [--seconds S]");
            return 2;
        }

        var connections = Number(args, "--connections", 500);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = server };
        var times = new ConcurrentDictionary<string, ConcurrentQueue<double>>();
        var errors = new ConcurrentQueue<string>();
        var until = Stopwatch.GetTimestamp() + (Number(args, "--seconds", 20) * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => PlayAsync(http, connection, until, times, errors))));

        foreach (var (request, all) in times.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            double[] sorted = [.. all.Order()];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{request,-92} {sorted.Length,7}  p50 {At(sorted, 0.5),7:0.0} ms  p95 {At(sorted, 0.95),7:0.0} ms  max {sorted[^1],7:0.0} ms"));
        }

        foreach (var error in errors.Take(10))
        {
            Console.WriteLine(error);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{connections} connections, {times.Sum(entry => entry.Value.Count)} requests answered, {errors.Count} errors."));
        return errors.IsEmpty ? 0 : 1;
    }

    private static async Task PlayAsync(
        HttpClient http, int connection, long until, ConcurrentDictionary<string, ConcurrentQueue<double>> times, ConcurrentQueue<string> errors)
    {
        var job = "api/jobs";
        for (var i = connection; Stopwatch.GetTimestamp() < until; i++)
        {
            // One request of eight creates a job, and two read the one that was created last.
            var (name, path) = (i % 8) switch
            {
                0 => ("POST api/jobs", "api/jobs"),
                1 or 2 => ("api/jobs/{id}", job),
                _ => (Reads[i % Reads.Length], Reads[i % Reads.Length]),
            };
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var answer = i % 8 == 0
                    ? await http.PostAsJsonAsync(path, new { kind = "bench.gated", input = new { text = "x" } })
                    : await http.GetAsync(path);
                await answer.Content.ReadAsByteArrayAsync();
                job = i % 8 == 0 && answer.Headers.Location is { } instance ? $"api/jobs/{instance.OriginalString.Split('/')[^1]}" : job;
                if (!answer.IsSuccessStatusCode)
                {
                    errors.Enqueue($"{name}: {(int)answer.StatusCode}");
                }

                times.GetOrAdd(name, _ => new()).Enqueue(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            catch (HttpRequestException exception)
            {
                errors.Enqueue($"{name}: {exception.Message}");
            }
        }
    }

    private static double At(double[] sorted, double part) => sorted[(int)Math.Ceiling(sorted.Length * part) - 1];

    private static int Number(string[] args, string option, int fallback) =>
        Array.IndexOf(args, option) is var at && at < 0 ? fallback : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
