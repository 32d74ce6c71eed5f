using System.Diagnostics;
using System.Globalization;
using Countersign.Contracts.Events;
using Countersign.Embedded;
using Countersign.Server.Ports;
using Countersign.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Benchmarks;

/// <summary>
/// <c>subscribers [--transport sse|websocket|both] [--followers N] [--idle M] [--events E] [--every MS]</c>: so many clients follow one
/// job and so many others wait on a quiet one, over real connections to an embedded host in a process of its own; measures the time from
/// before an event's commit until each follower has its bytes. Bounded in time: it ends with a failure when an event is not there within a minute.
/// </summary>
internal static class SubscribersCommand
{
    private const string Job = "followed";
    private const string QuietJob = "quiet";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["host", var folder])
        {
            return await HostAsync(folder);
        }

        var load = SubscriberLoad.Parse(args);
        foreach (var transport in load.Transports)
        {
            if (!await MeasureAsync(load, transport))
            {
                return 1;
            }
        }

        return 0;
    }

    /// <summary>The host, which appends an event for every line that it is told, and ends with its input.</summary>
    private static async Task<int> HostAsync(string folder)
    {
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings { Urls = ["http://127.0.0.1:0"], DataFolder = folder });
        var jobs = host.Services.GetRequiredService<IJobStore>();
        foreach (var jobId in (string[])[Job, QuietJob])
        {
            await jobs.TryCreateAsync(new JobBuilder(jobId).Owner("local").Creation(), CancellationToken.None);
        }

        Console.WriteLine(host.Address.Port);
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line)
        {
            // The time stands in the event: both processes read the same clock of the machine.
            var draft = new EventDraft(EventTypes.Log, TestJson.Parse($$"""{"level":"info","message":"{{Stopwatch.GetTimestamp()}}#{{line}}"}"""));
            await jobs.UpdateAsync(
                Job, record => new JobUpdate<bool>(true, new JobChange { Record = record, Events = [draft] }), CancellationToken.None);
        }

        return 0;
    }

    private static async Task<bool> MeasureAsync(SubscriberLoad load, string transport)
    {
        var folder = Directory.CreateTempSubdirectory("countersign-bench-").FullName;
        using var host = StartHost(folder);
        try
        {
            var port = int.Parse((await host.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            var followers = await ConnectAsync(port, transport, Job, load.Followers);
            var idle = await ConnectAsync(port, transport, QuietJob, load.Idle);
            Console.WriteLine($"{transport}: {followers.Count} clients follow one job, {idle.Count} are idle; load average {LoadAverage()}.");

            var samples = new List<double>(load.Followers * load.Events);
            var cpu = host.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < load.Events; i++)
            {
                // The next event comes when it is due and everybody has the last, so that each is measured by itself.
                var due = Task.Delay(load.Every);
                var waiting = followers.Select(follower => follower.NextAsync()).ToArray();
                await host.StandardInput.WriteLineAsync(i.ToString(CultureInfo.InvariantCulture));
                await host.StandardInput.FlushAsync();
                samples.AddRange(await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(1)));
                await due;
            }

            host.Refresh();
            samples.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{transport}: {samples.Count} deliveries: p50 {At(samples, 0.5):0} ms, p99 {At(samples, 0.99):0} ms, max {samples[^1]:0} ms; host used {100 * (host.TotalProcessorTime - cpu) / watch.Elapsed:0} % of a core, {host.WorkingSet64 / 1024 / 1024} MiB; load average {LoadAverage()}."));
            followers.ForEach(follower => follower.Dispose());
            idle.ForEach(client => client.Dispose());
            return At(samples, 0.99) < load.Goal;
        }
        catch (TimeoutException)
        {
            Console.WriteLine($"{transport}: an event had not reached everybody after a minute.");
            return false;
        }
        finally
        {
            host.StandardInput.Close();
            await host.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Ceiling(sorted.Count * part) - 1];

    private static string LoadAverage() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static Process StartHost(string folder) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        ArgumentList = { "subscribers", "host", folder },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task<List<SubscriberSocket>> ConnectAsync(int port, string transport, string jobId, int count)
    {
        var clients = new List<SubscriberSocket>(count);
        for (var left = count; left > 0; left -= 100)
        {
            clients.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(left, 100)).Select(_ => SubscriberSocket.OpenAsync(port, transport, jobId))));
        }

        return clients;
    }
}
