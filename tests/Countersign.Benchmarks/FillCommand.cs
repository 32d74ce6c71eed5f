using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Countersign.Contracts.Jobs;
using Countersign.Embedded;
using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite;
using Countersign.Testing;

namespace Countersign.Benchmarks;

/// <summary>
/// <c>fill DATA [--stored N] [--waiting M]</c>: makes a data folder with so many finished jobs and so many that wait for approval,
/// to see what does not change with their number.
/// </summary>
internal static class FillCommand
{
    private const int Parallel = 64;
    private static readonly JsonElement Input = TestJson.Parse($$"""{"text":"{{new string('x', 960)}}"}""");

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0)
        {
            await Console.Error.WriteLineAsync("fill DATA [--stored N] [--waiting M]");
            return 2;
        }

        await StoreAsync(args[0], Number(args, "--stored"));
        await WaitAsync(args[0], Number(args, "--waiting"));
        return 0;
    }

    private static int Number(string[] args, string option)
    {
        var at = Array.IndexOf(args, option);
        return at < 0 ? 0 : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }

    // Straight into the store: the finished jobs need no engine.
    private static async Task StoreAsync(string folder, int count)
    {
        if (count == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(folder, "countersign.db") });
        var storage = await SqliteStorage.OpenAsync(database, folder, TimeProvider.System);
        await ForEachAsync(count, async i =>
        {
            var record = new JobBuilder(string.Create(CultureInfo.InvariantCulture, $"stored-{i:d8}"))
                .Kind(i % 3 == 0 ? "disk.inspect" : "bench.gated")
                .Owner(string.Create(CultureInfo.InvariantCulture, $"user-{i % 50}"))
                .Status(i % 10 == 0 ? JobStatus.Failed : JobStatus.Completed)
                .Second(i)
                .Input(Input)
                .Build();
            var change = new JobChange { Record = record, Events = [new EventDraft("analysis_start"), new EventDraft("completion")] };
            await storage.Jobs.TryCreateAsync(change, CancellationToken.None);
        });
        Console.WriteLine($"{count} finished jobs are stored.");
    }

    private static async Task WaitAsync(string folder, int count)
    {
        if (count == 0)
        {
            return;
        }

        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = folder,
            Overrides = new Dictionary<string, string?> { ["Bench:Enabled"] = "true" },
        });
        using var http = new HttpClient { BaseAddress = host.Address };
        var body = """{"kind":"bench.gated","input":""" + Input.GetRawText() + ""","approval":{"timeout_seconds":86400}}""";
        await ForEachAsync(count, async _ =>
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("api/jobs", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        });

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await WaitingAsync(http) is var waiting && waiting < count && await timer.WaitForNextTickAsync())
        {
            Console.WriteLine($"{waiting} jobs wait.");
        }
    }

    private static async Task<int> WaitingAsync(HttpClient http)
    {
        var page = await http.GetFromJsonAsync<JsonElement>(new Uri("api/jobs?status=awaiting_approval&limit=1", UriKind.Relative));
        return page.GetProperty("total").GetInt32();
    }

    private static Task ForEachAsync(int count, Func<int, Task> act)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await act(i);
            }
        }));
    }
}
