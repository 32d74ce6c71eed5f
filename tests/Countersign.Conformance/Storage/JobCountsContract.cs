using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>The counts of jobs are those of the jobs, once an adapter that counts by the clock has counted.</summary>
public abstract class JobCountsContract(StorageUnderTest storage) : StorageContract(storage)
{
    private readonly StorageUnderTest _storage = storage;

    [Fact]
    public async Task Counts_OfNothing_AreZero()
    {
        Assert.All((await CountAsync()).Values, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task Counts_FollowCreationsMovesAndRemovals()
    {
        await CreateAsync(new JobBuilder("a").Status(JobStatus.Pending));
        await CreateAsync(new JobBuilder("b").Status(JobStatus.Pending));
        await CreateAsync(new JobBuilder("c").Status(JobStatus.Completed));
        await CreateAsync(new JobBuilder("d").Status(JobStatus.Failed));
        await Jobs.TryCreateAsync(new JobBuilder("d").Status(JobStatus.Pending).Creation(), NoCancellation);
        await MoveAsync("a", JobStatus.Running);
        await AppendAsync("a", Log("no move"));
        await Jobs.DeleteAsync("c", NoCancellation);
        await Jobs.DeleteAsync("nobody", NoCancellation);

        var counts = await CountAsync();

        Assert.Equal("Pending 1, Running 1, Failed 1", Describe(counts));
    }

    [Fact]
    public async Task Counts_UnderParallelMoves_AreThoseOfTheList()
    {
        JobStatus[] statuses = [JobStatus.Running, JobStatus.AwaitingApproval, JobStatus.Completed, JobStatus.Failed];
        await Parallel.ForAsync(0, 60, async (i, _) =>
        {
            await CreateAsync($"j{i}");
            for (var move = 0; move <= i % 4; move++)
            {
                await MoveAsync($"j{i}", statuses[move]);
            }
        });

        var counts = await CountAsync();

        foreach (var status in Enum.GetValues<JobStatus>())
        {
            var listed = (await Jobs.ListAsync(new JobQuery { Statuses = [status] }, NoCancellation)).Total;
            Assert.True(listed == counts.GetValueOrDefault(status), $"{status}: {listed} are listed, in {Describe(counts)}.");
        }
    }

    [Fact]
    public async Task Counts_AreThereAfterReopening()
    {
        await CreateAsync(new JobBuilder("a").Status(JobStatus.Completed));

        await ReopenAsync();
        await CreateAsync(new JobBuilder("b").Status(JobStatus.Completed));

        Assert.Equal("Completed 2", Describe(await CountAsync()));
    }

    [Fact]
    public async Task Counts_TellKindsOwnersAndDurationsApart()
    {
        await CreateAsync(new JobBuilder("a").Kind("k").Owner("ann"));
        await CreateAsync(new JobBuilder("b").Kind("k").Owner("bob"));
        await CreateAsync(new JobBuilder("c").Kind("other").Owner("ann"));
        await EndAsync("a", JobStatus.Completed, 2);
        await EndAsync("b", JobStatus.Completed, 40);

        foreach (var reopened in (bool[])[false, true])
        {
            if (reopened)
            {
                await ReopenAsync();
            }

            Assert.Equal(["k Completed 2, 42 s in 2", "other Pending 1, 0 s in 0"], await GroupsAsync(owner: null));
            Assert.Equal(["k Completed 1, 2 s in 1", "other Pending 1, 0 s in 0"], await GroupsAsync("ann"));
            Assert.Equal(["k Completed 1, 40 s in 1"], await GroupsAsync("bob"));
            Assert.Empty(await GroupsAsync("eve"));
        }
    }

    [Fact]
    public async Task Counts_ForgetDurations_OfJobsThatGoOnOrAreRemoved()
    {
        foreach (var jobId in (string[])["a", "b", "c"])
        {
            await CreateAsync(new JobBuilder(jobId).Kind("k"));
            await EndAsync(jobId, JobStatus.Failed, 3);
        }

        await ChangeAsync("a", record => new JobChange { Record = record with { Job = record.Job with { Status = JobStatus.Running, CompletedAt = null } } });
        await Jobs.DeleteAsync("b", NoCancellation);
        Assert.Equal(["k Failed 1, 3 s in 1", "k Running 1, 0 s in 0"], await GroupsAsync(owner: null));

        await ReopenAsync();
        Assert.Equal(["k Failed 1, 3 s in 1", "k Running 1, 0 s in 0"], await GroupsAsync(owner: null));
    }

    private static string Describe(IReadOnlyDictionary<JobStatus, long> counts) =>
        string.Join(", ", counts.Where(count => count.Value != 0).OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}"));

    private async Task<IEnumerable<string>> GroupsAsync(string? owner)
    {
        await _storage.CountJobsAsync();
        var counts = await _storage.Counts.ReadAsync(owner, NoCancellation);
        return counts.Groups
            .Select(group => $"{group.Kind} {group.Status} {group.Jobs}, {group.Durations.Seconds} s in {group.Durations.Count}")
            .Order(StringComparer.Ordinal);
    }

    private Task EndAsync(string jobId, JobStatus status, double seconds) => ChangeAsync(jobId, record => new JobChange
    {
        Record = record with
        {
            Job = record.Job with { Status = status, StartedAt = JobBuilder.Epoch, CompletedAt = JobBuilder.Epoch.AddSeconds(seconds) },
        },
    });

    private Task MoveAsync(string jobId, JobStatus status) =>
        ChangeAsync(jobId, record => new JobChange { Record = record with { Job = record.Job with { Status = status } } });

    private async Task<IReadOnlyDictionary<JobStatus, long>> CountAsync()
    {
        await _storage.CountJobsAsync();
        var counts = await _storage.Counts.ReadAsync(owner: null, NoCancellation);
        return Enum.GetValues<JobStatus>().ToDictionary(status => status, counts.Of);
    }
}
