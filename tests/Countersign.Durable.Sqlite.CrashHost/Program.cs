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
        if (i % 4 == 1)
        {
            Console.WriteLine($"suspending {id}");
            await host.Engine.SuspendAsync(id, "hold");
            Console.WriteLine($"suspended {id}");
        }

        await host.Engine.RaiseEventAsync(id, CrashWorkload.GoEvent, i);
        Console.WriteLine($"raised {id}");
        if (i % 4 == 1)
        {
            Console.WriteLine($"resuming {id}");
            await host.Engine.ResumeAsync(id, "go on");
            Console.WriteLine($"resumed {id}");
        }

        if (i % 5 == 0)
        {
            var state = await host.Engine.WaitForCompletionAsync(id);
            Console.WriteLine($"ended {id} {state!.Status} {state.LastUpdatedAt.UtcTicks} {state.Output}");
        }
    }
}
