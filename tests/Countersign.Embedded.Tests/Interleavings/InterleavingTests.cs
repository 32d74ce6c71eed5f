using System.Globalization;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>
/// Whatever people, agents, the clock, crashes and forged events do to a job, in whatever order: the steps that ran are the approved
/// steps of one approved version, or none.
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private const int Rounds = 50;
    private const int JobsInRound = 20;
    private const int ActsOnEachJob = 12;
    private const string SeedVariable = "COUNTERSIGN_INTERLEAVING_SEED";

    [Fact]
    public async Task OneThousandJobs_RunWhatWasApproved_OrNothing()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"{SeedVariable}={seed} chooses the same acts again; how threads interleave is the machine's.");
        var ends = new Dictionary<JobStatus, int>();
        var tally = new ActTally();
        for (var round = 0; round < Rounds; round++)
        {
            await PlayAsync(new Random(HashCode.Combine(seed, round)), ends, tally, $"seed {seed}, round {round}");
        }

        output.WriteLine(string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Key}: {end.Value}")));
        output.WriteLine(tally.ToString());
        Assert.Equal(Rounds * JobsInRound, ends.Values.Sum());

        // A run in which something never happened would prove nothing about it.
        Assert.All([JobStatus.Completed, JobStatus.Rejected, JobStatus.Cancelled, JobStatus.Timeout], status => Assert.True(ends.GetValueOrDefault(status) > 0, $"No job ended as {status}."));
        Assert.All(Enum.GetValues<Act>(), act => Assert.True(tally.Taken(act) > 0, $"No {act} was taken."));
    }

    private static async Task PlayAsync(Random random, Dictionary<JobStatus, int> ends, ActTally tally, string where)
    {
        var kind = new RecordedStepsKind();
        await using var server = await InProcessServer.StartAsync(kind);
        var players = new List<Player>();
        for (var i = 0; i < JobsInRound; i++)
        {
            players.Add(await Player.SubmitAsync(server, random, tally));
        }

        var crashes = 0;
        for (var act = 0; act < JobsInRound * ActsOnEachJob; act++)
        {
            if (random.Next(60) == 0)
            {
                crashes++;
                await server.CrashAndStartAsync();
                tally.Count(Act.Crash, taken: true);
            }
            else if (random.Next(25) == 0)
            {
                server.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 40)));
                tally.Count(Act.Wait, taken: true);
            }
            else
            {
                // Two or three at once: they race for the same job or touch different ones.
                var count = random.Next(1, 4);
                var acts = Enumerable.Range(0, count).Select(_ => players[random.Next(players.Count)].Choose(random)).ToArray();
                await Task.WhenAll(acts.Select(chosen => Task.Run(chosen)));
            }
        }

        foreach (var player in players)
        {
            var record = await player.EndAsync(random);
            await ApprovedStepsRule.CheckAsync(server, record, kind.Runs, crashes, where);
            ends[record.Job.Status] = ends.GetValueOrDefault(record.Job.Status) + 1;
        }
    }
}
