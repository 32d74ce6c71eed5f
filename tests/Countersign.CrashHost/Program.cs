using Countersign.Embedded;
using Countersign.Testing.Kinds;

// The embedded host in a process of its own, for tests that kill it. Writes its address, and ends when its input does.
var settings = new EmbeddedHostSettings
{
    Urls = ["http://127.0.0.1:0"],
    DataFolder = args[0],
    InputRoots = args[2..],
    ExtraKinds = [new CountedStepsKind(args[1])],
};
await using var host = await EmbeddedHost.StartAsync(settings);
await Console.Out.WriteLineAsync(host.Address.ToString());
await Console.Out.FlushAsync();
while (await Console.In.ReadLineAsync() is not null)
{
    // Nobody says anything; the end of input is the signal.
}
