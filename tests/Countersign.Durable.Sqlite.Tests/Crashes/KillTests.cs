using System.Globalization;
using Countersign.Durable.Sqlite.CrashHost;
using Countersign.Durable.Sqlite.History;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests.Crashes;

/// <summary>
/// A real process under load, killed by the operating system at random points. COUNTERSIGN_KILLS sets how often (10 when it
/// is not set), COUNTERSIGN_KILL_SEED makes a run repeatable as far as timing allows.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_AtRandomPoints_LosesAndRepeatsNothing()
    {
        var kills = Setting("COUNTERSIGN_KILLS", 10);
        var seed = Setting("COUNTERSIGN_KILL_SEED", Random.Shared.Next());
        output.WriteLine($"{kills} kills, seed {seed}");
        var random = new Random(seed);
        var said = new List<string>();
        for (var kill = 0; kill < kills; kill++)
        {
            said.AddRange(await CrashHostProcess.RunUntilKilledAsync(_folder, $"run{kill}", random.Next(1, 400), Patience));
        }

        var scheduled = Acknowledged(said, "scheduled");
        var raised = Acknowledged(said, "raised");
        await using var host = await CrashingHost.StartAsync(_folder);
        var held = Acknowledged(said, "suspended");
        held.ExceptWith(Acknowledged(said, "resuming"));
        foreach (var id in held)
        {
            Assert.Equal((id, RuntimeStatus.Suspended), (id, (await host.Engine.GetAsync(id))!.Status));
        }

        foreach (var id in Acknowledged(said, "suspending").Except(Acknowledged(said, "resumed")))
        {
            await host.Engine.ResumeAsync(id, "go on");
        }

        foreach (var id in scheduled.Except(raised))
        {
            await host.Engine.RaiseEventAsync(id, CrashWorkload.GoEvent, NumberOf(id));
        }

        foreach (var id in scheduled)
        {
            await AssertCompletedAsync(host, id);
        }

        foreach (var told in Acknowledged(said, "ended"))
        {
            await AssertAsToldAsync(host, told);
        }

        AssertEffects(scheduled);
        AssertHistories(host);
        AssertIntact(host);
        output.WriteLine($"{scheduled.Count} instances, {raised.Count} events, {held.Count} held and {Acknowledged(said, "ended").Count} ended ones, all as acknowledged");
    }

    private static async Task AssertCompletedAsync(CrashingHost host, string id)
    {
        using var limit = new CancellationTokenSource(Patience);
        OrchestrationState? state;
        try
        {
            state = await host.Engine.WaitForCompletionAsync(id, limit.Token);
        }
        catch (OperationCanceledException)
        {
            state = await host.Engine.GetAsync(id);
        }

        Assert.True(state is not null, $"'{id}' was acknowledged and is lost");
        Assert.True(state.Status is RuntimeStatus.Completed, $"'{id}' should have completed and is {state}");
        Assert.Equal($"\"{CrashWorkload.Outcome(NumberOf(id))}\"", state.Output);
    }

    // A result that somebody has seen is the result for ever.
    private static async Task AssertAsToldAsync(CrashingHost host, string told)
    {
        var id = told[..told.IndexOf(' ', StringComparison.Ordinal)];
        var state = (await host.Engine.GetAsync(id))!;
        Assert.Equal(told, $"{id} {state.Status} {state.LastUpdatedAt.UtcTicks} {state.Output}");
    }

    private void AssertEffects(IReadOnlyCollection<string> ids)
    {
        var effects = File.ReadAllLines(Path.Combine(_folder, "effects.log")).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(ids.SelectMany(CrashWorkload.Effects), effect => !effects.Contains(effect));
    }

    private static void AssertHistories(CrashingHost host)
    {
        foreach (var (id, turns) in StoredHistories.Read(host.Database))
        {
            var next = 0L;
            foreach (var (seq, events) in turns)
            {
                Assert.True(seq == next, $"the history of '{id}' has a turn at {seq} where {next} follows");
                Assert.Equal(HistoryEventKind.OrchestratorStarted, events[0].Kind);
                next += events.Count;
            }

            var all = turns.SelectMany(turn => turn.Events).ToList();
            var asked = all.Where(entry => entry.IsDecision && entry.TaskId > 0).Select(entry => entry.TaskId).ToList();
            var answered = all.Where(entry => !entry.IsDecision && entry.TaskId > 0).Select(entry => entry.TaskId).ToList();
            Assert.Equal(asked.Distinct(), asked);
            Assert.Equal(answered.Distinct(), answered);
            Assert.Empty(answered.Except(asked));
        }
    }

    private static void AssertIntact(CrashingHost host) => Assert.Equal("ok", host.Database.Read(session =>
    {
        using var rows = session.Query("PRAGMA integrity_check");
        return rows.Read() ? rows.GetString(0) : "nothing";
    }));

    private static HashSet<string> Acknowledged(IEnumerable<string> said, string what) =>
        [.. said.Where(line => line.StartsWith(what + " ", StringComparison.Ordinal)).Select(line => line[(what.Length + 1)..])];

    private static int NumberOf(string id) => int.Parse(id[(id.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
