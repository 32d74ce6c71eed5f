using System.Globalization;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Activities;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Sdk;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>
/// Whatever people, agents, rules, links, the clock, changed inputs, failures, crashes and forged events do to a job, in whatever
/// order: the steps that ran are the approved steps of one approved version, or none.
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private const int Rounds = 50;
    private const int JobsInRound = 20;
    private const int ActsOnEachJob = 12;
    private const string SeedVariable = "COUNTERSIGN_INTERLEAVING_SEED";

    private static readonly Dictionary<string, string?> Rules = new()
    {
        ["Approval:Policies:0:Name"] = "cheap",
        ["Approval:Policies:0:MaxRisk"] = "write",
        ["Approval:Policies:0:MaxCost"] = Player.CheapEnough.ToString(CultureInfo.InvariantCulture),
    };

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
        JobStatus[] wanted = [JobStatus.Completed, JobStatus.Failed, JobStatus.Rejected, JobStatus.Cancelled, JobStatus.Timeout];
        Assert.All(wanted, status => Assert.True(ends.GetValueOrDefault(status) > 0, $"No job ended as {status}."));
        Assert.All(Enum.GetValues<Act>(), act => Assert.True(tally.Taken(act) > 0, $"No {act} was taken."));
    }

    /// <summary>The property can fail: a build without the check at the step breaks it, however good its gate is.</summary>
    [Fact]
    public Task BuildWithoutTheCheckAtTheStep_IsCaught() => AssertCaughtAsync(ActOnlyCarelessly);

    /// <summary>Without the gate as well, whoever can write into the engine's queue starts steps that nobody approved.</summary>
    [Fact]
    public Task BuildWithoutTheGateAndTheCheckAtTheStep_IsCaughtByForgedEventsAlone() => AssertCaughtAsync(
        services =>
        {
            ActOnlyCarelessly(services);
            BelieveEvents(services);
        },
        only: Act.Forge);

    /// <summary>The step does not rely on the gate: where that believes anybody, nothing runs that was not approved.</summary>
    [Fact]
    public async Task BuildWithoutTheGate_StillRunsWhatWasApproved_OrNothing()
    {
        for (var round = 0; round < 3; round++)
        {
            await PlayAsync(new Random(round), [], new ActTally(), $"round {round}", BelieveEvents);
        }
    }

    private static void BelieveEvents(IServiceCollection services) => services
        .AddSingleton<ReadDecisionActivity>()
        .AddSingleton<IActivity<GateTask, GateOutcome>, CredulousGateActivity>();

    private static void ActOnlyCarelessly(IServiceCollection services) =>
        services.AddSingleton<IActivity<StepTask, StageOutcome>, CarelessStepActivity>();

    private async Task AssertCaughtAsync(Action<IServiceCollection> breakIt, Act? only = null)
    {
        var caught = await Assert.ThrowsAnyAsync<XunitException>(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                await PlayAsync(new Random(round), [], new ActTally(), $"round {round}", breakIt, only);
            }
        });
        output.WriteLine(caught.Message);
    }

    private static async Task PlayAsync(
        Random random,
        Dictionary<JobStatus, int> ends,
        ActTally tally,
        string where,
        Action<IServiceCollection>? replace = null,
        Act? only = null)
    {
        var kind = new RecordedStepsKind();
        await using var server = await InProcessServer.StartAsync(kind, Rules, replace: replace);
        var players = new List<Player>();
        for (var i = 0; i < JobsInRound; i++)
        {
            players.Add(await Player.SubmitAsync(server, kind, i, random, tally));
        }

        // A build that is broken may leave a job anywhere; then nobody waits for it.
        var isSound = replace is null;
        await Task.WhenAll(players.Select(player => isSound ? Task.CompletedTask : player.PlannedAsync()));
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
                var acts = Enumerable.Range(0, count).Select(_ => players[random.Next(players.Count)].Choose(random, only, isSound)).ToArray();
                await Task.WhenAll(acts.Select(chosen => Task.Run(chosen)));
            }
        }

        foreach (var player in players)
        {
            var record = isSound ? await player.EndAsync(random) : await player.CancelAsync();
            await ApprovedStepsRule.CheckAsync(server, record, kind.Runs, crashes, where);
            ends[record.Job.Status] = ends.GetValueOrDefault(record.Job.Status) + 1;
        }
    }
}
