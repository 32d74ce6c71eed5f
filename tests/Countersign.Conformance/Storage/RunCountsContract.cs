using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>The counts of a task's runs follow every change of its jobs, and tell owners apart.</summary>
public abstract class RunCountsContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Count_OfATaskWithoutRuns_IsEmpty() => Assert.Empty(await RunCounts.CountAsync("t", null, NoCancellation));

    [Fact]
    public async Task Count_TellsStatusesTasksAndOwnersApart()
    {
        await CreateAsync(new JobBuilder("a").Task("t").Status(JobStatus.Completed));
        await CreateAsync(new JobBuilder("b").Task("t").Status(JobStatus.Completed).Owner("bob"));
        await CreateAsync(new JobBuilder("c").Task("t").Status(JobStatus.Failed));
        await CreateAsync(new JobBuilder("d").Task("T").Status(JobStatus.Failed));
        await CreateAsync(new JobBuilder("e").Status(JobStatus.Completed));

        Assert.Equal([(JobStatus.Completed, 2), (JobStatus.Failed, 1)], await CountAsync("t", null));
        Assert.Equal([(JobStatus.Completed, 1), (JobStatus.Failed, 1)], await CountAsync("t", "ann"));
        Assert.Equal([(JobStatus.Completed, 1)], await CountAsync("t", "bob"));
        Assert.Equal([], await CountAsync("t", "eve"));
    }

    [Fact]
    public async Task Count_FollowsChangesAndRemovals()
    {
        await CreateAsync(new JobBuilder("a").Task("t"));
        await CreateAsync(new JobBuilder("b").Task("t"));

        await ChangeAsync("a", record => new JobChange { Record = record with { Job = record.Job with { Status = JobStatus.Running } } });
        Assert.Equal([(JobStatus.Pending, 1), (JobStatus.Running, 1)], await CountAsync("t", null));

        await ChangeAsync("a", record => new JobChange { Record = record with { Job = record.Job with { Status = JobStatus.Completed } } });
        await Jobs.DeleteAsync("b", NoCancellation);
        await ReopenAsync();
        Assert.Equal([(JobStatus.Completed, 1)], await CountAsync("t", null));
    }

    private async Task<IEnumerable<(JobStatus Status, long Count)>> CountAsync(string taskId, string? owner) =>
        (await RunCounts.CountAsync(taskId, owner, NoCancellation)).Select(count => (count.Key, count.Value)).OrderBy(count => count.Key);
}
