using Countersign.Durable.Sqlite.CrashHost;

// A process to be killed: works over the given folder until then, and says what the engine acknowledged.
var (folder, run) = (args[0], args[1]);
await using var host = await CrashingHost.StartAsync(folder);
await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => WorkAsync($"{run}-{lane}")));

async Task WorkAsync(string lane)
{
    for (var i = 0; ; i++)
    {
        var id = $"{lane}-{i}";
        await host.Engine.ScheduleAsync(CrashWorkload.Main, i, id);
        Console.WriteLine($"scheduled {id}");
        await host.Engine.RaiseEventAsync(id, CrashWorkload.GoEvent, i);
        Console.WriteLine($"raised {id}");
    }
}
