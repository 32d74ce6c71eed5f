using Countersign.Conformance.Storage;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests;

/// <summary>Several processes on the same data: only the tags of rows keep them apart.</summary>
public sealed class ConcurrentHostsTests : StorageContract
{
    private readonly AzureStorageUnderTest _storage;

    public ConcurrentHostsTests()
        : this(new AzureStorageUnderTest())
    {
    }

    private ConcurrentHostsTests(AzureStorageUnderTest storage)
        : base(storage) => _storage = storage;

    [Fact]
    public async Task Update_FromSeveralHosts_NumbersEventsWithoutGapOrRepeat()
    {
        await CreateAsync("shared");
        var hosts = Enumerable.Range(0, 4).Select(_ => _storage.OpenAnother()).ToArray();

        await Parallel.ForAsync(0, 80, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            await hosts[i % hosts.Length].Jobs.UpdateAsync("shared", record => Append(record, $"{i}"), token));

        Assert.Equal(Gapless(80), await ReadSeqsAsync("shared"));
        Assert.Equal(80, (await ReadEventsAsync("shared")).Select(stored => stored.Data!.Value.GetProperty("message").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Decision_FromSeveralHosts_IsStoredOnce()
    {
        var job = (await CreateAsync("decided")).Job;

        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => DecideAsync(_storage.OpenAnother(), job.JobId, $"user:{i}")));

        var winner = Assert.Single(decided, actor => actor is not null);
        Assert.Equal(winner, (await Plans.GetDecisionAsync("decided", 1, NoCancellation))?.Actor);
    }

    [Fact]
    public async Task Create_FromSeveralHosts_SucceedsOnceAndListsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _storage.OpenAnother().Jobs.TryCreateAsync(new JobBuilder("raced").Owner($"user{i}").Creation(Log("created")), NoCancellation)));

        Assert.Single(answers, answer => answer is null);
        Assert.Equal(1, (await Jobs.ListAsync(new JobQuery(), NoCancellation)).Total);
        var owners = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Jobs.ListAsync(new JobQuery { Owner = $"user{i}" }, NoCancellation)));
        Assert.Equal(1, owners.Sum(page => page.Total));
    }

    [Fact]
    public async Task StatusMoves_FromSeveralHosts_NeverHideTheJob()
    {
        await CreateAsync("moving");
        var hosts = Enumerable.Range(0, 3).Select(_ => _storage.OpenAnother()).ToArray();
        using var done = new CancellationTokenSource();
        var looking = LookAsync(done.Token);

        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (i, token) =>
            await hosts[i % 3].Jobs.UpdateAsync("moving", record => Move(record, i), token));

        await done.CancelAsync();
        Assert.Equal(0, await looking);
        var status = (await GetAsync("moving")).Job.Status;
        Assert.Equal(1, (await Jobs.ListAsync(new JobQuery { Statuses = [status] }, NoCancellation)).Total);
    }

    [Fact]
    public async Task Delete_FromSeveralHosts_LeavesNothing()
    {
        await CreateAsync(new JobBuilder("gone").Tags("a").Input(TestJson.LongText(50_000)), [.. Enumerable.Range(0, 10).Select(i => Log($"{i}"))]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _storage.OpenAnother().Jobs.DeleteAsync("gone", NoCancellation)));

        Assert.Equal((0, 0, 0), await _storage.CountRowsAsync());
    }

    private static JobUpdate<bool> Append(JobRecord record, string message) =>
        new(true, new JobChange { Record = record, Events = [Log(message)] });

    private static JobUpdate<bool> Move(JobRecord record, int i)
    {
        JobStatus[] statuses = [JobStatus.AwaitingApproval, JobStatus.Running];
        return new(true, new JobChange { Record = record with { Job = record.Job with { Status = statuses[i % 2] } } });
    }

    private static async Task<string?> DecideAsync(AzureStorage host, string jobId, string actor)
    {
        try
        {
            await host.Jobs.UpdateAsync(
                jobId,
                record => new JobUpdate<bool>(true, new JobChange { Record = record, Decision = new PlanBuilder(record.Job).Approval(actor) }),
                NoCancellation);
            return actor;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <returns>How often the list of all jobs did not show the job.</returns>
    private async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var missing = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            missing += (await Jobs.ListAsync(new JobQuery(), NoCancellation)).Items.Count == 1 ? 0 : 1;
        }

        return missing;
    }
}
