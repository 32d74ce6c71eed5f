using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Lists find by each filter, alone and together, in the order that was asked for.</summary>
public abstract class JobListContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task List_OfAnEmptyStore_IsEmpty()
    {
        var page = await Jobs.ListAsync(new JobQuery(), NoCancellation);

        Assert.Empty(page.Items);
        Assert.Equal((0L, null), (page.Total, page.NextCursor));
    }

    [Fact]
    public Task List_WithoutFilters_IsNewestFirst() => AssertListsAsync(new JobQuery(), 12);

    [Fact]
    public Task List_OldestFirst_IsTurnedRound() => AssertListsAsync(new JobQuery { OldestFirst = true }, 12);

    [Fact]
    public Task List_ByStatus_FindsIt() => AssertListsAsync(new JobQuery { Statuses = [JobStatus.AwaitingApproval] }, 3);

    [Fact]
    public Task List_BySeveralStatuses_FindsAnyOfThem() =>
        AssertListsAsync(new JobQuery { Statuses = [JobStatus.Pending, JobStatus.Timeout, JobStatus.Pending] }, 6);

    [Fact]
    public Task List_ByKind_FindsIt() => AssertListsAsync(new JobQuery { Kind = "disk.inspect" }, 6);

    [Fact]
    public Task List_ByTask_FindsIt() => AssertListsAsync(new JobQuery { TaskId = "t1" }, 4);

    [Fact]
    public Task List_OfTasks_LeavesOutJobsWithoutOne() => AssertListsAsync(new JobQuery { OfTasks = true }, 8);

    [Fact]
    public Task List_ByTaskAndStatus_FindsBoth() =>
        AssertListsAsync(new JobQuery { TaskId = "t1", Statuses = [JobStatus.Pending, JobStatus.Timeout] }, 2);

    [Fact]
    public Task List_ByOwner_TellsCaseApart() => AssertListsAsync(new JobQuery { Owner = "Ann" }, 4);

    [Fact]
    public Task List_ByTag_FindsTheWholeTag() => AssertListsAsync(new JobQuery { Tag = "red" }, 6);

    [Fact]
    public Task List_ByAnUnknownTag_IsEmpty() => AssertListsAsync(new JobQuery { Tag = "re" }, 0);

    [Fact]
    public async Task List_ByWhatAPersonApproved_FindsTheJob_FromTheDecisionOn()
    {
        var query = new JobQuery { Tag = JobLabels.ApprovedContent("sha256:same") };
        foreach (var (jobId, actor, approved) in (IEnumerable<(string, string, bool)>)[("a", "user:ann", true), ("b", "policy:reads", true), ("c", "user:ann", false)])
        {
            var job = (await CreateAsync(jobId)).Job;
            var plan = new PlanBuilder(job);
            await ChangeAsync(jobId, record => new JobChange
            {
                Record = record with
                {
                    Job = record.Job with
                    {
                        Plan = new(1, plan.Build().Hash, 1) { Content = "sha256:same" },
                        Tags = ["blue"],
                    },
                },
                Plan = plan.Build(),
            });
            Assert.Empty((await Jobs.ListAsync(query, NoCancellation)).Items.Where(found => found.Job.JobId == jobId));

            var decision = plan.Approval(actor) with { Approved = approved };
            await ChangeAsync(jobId, record => new JobChange
            {
                Record = record with { Job = record.Job with { Approval = record.Job.Approval with { Decision = decision } } },
                Decision = decision,
            });
        }

        await ReopenAsync();
        Assert.Equal("a", Assert.Single((await Jobs.ListAsync(query, NoCancellation)).Items).Job.JobId);
        Assert.Equal(3, (await Jobs.ListAsync(new JobQuery { Tag = "blue" }, NoCancellation)).Total);

        // The next version is not what was approved.
        await ChangeAsync("a", record => new JobChange
        {
            Record = record with { Job = record.Job with { Plan = record.Job.Plan! with { Content = "sha256:other" }, Approval = record.Job.Approval with { Decision = null } } },
        });
        Assert.Empty((await Jobs.ListAsync(query, NoCancellation)).Items);
    }

    [Theory]
    [InlineData("NIGHTLY", 4)]
    [InlineData("\u00c9T\u00c9", 4)]
    [InlineData("100%", 4)]
    [InlineData("0% _", 4)]
    [InlineData("0__", 0)]
    [InlineData("JOB-0", 10)]
    [InlineData("b-07", 1)]
    [InlineData("'", 0)]
    public Task List_ByText_FindsPartsOfNameAndIdentifierWithoutCase(string text, int count) =>
        AssertListsAsync(new JobQuery { Text = text }, count);

    [Fact]
    public Task List_ByTime_LeavesBothBoundsOut() => AssertListsAsync(
        new JobQuery { CreatedAfter = JobBuilder.Epoch.AddSeconds(1), CreatedBefore = JobBuilder.Epoch.AddSeconds(4) }, 6);

    [Fact]
    public Task List_ByTimeBetweenMilliseconds_ComparesWithWhatIsStored() => AssertListsAsync(
        new JobQuery
        {
            CreatedAfter = JobBuilder.Epoch.AddSeconds(1).AddTicks(-1),
            CreatedBefore = JobBuilder.Epoch.AddSeconds(2).AddTicks(1),
        },
        6);

    [Fact]
    public Task List_ByTheWidestTimes_FindsAll() => AssertListsAsync(
        new JobQuery { CreatedAfter = DateTimeOffset.MinValue, CreatedBefore = DateTimeOffset.MaxValue }, 12);

    [Fact]
    public async Task List_ByCombinations_FindsWhatMatchesAll()
    {
        await CreateSampleAsync();

        foreach (var query in Combinations())
        {
            await AssertListsCreatedAsync(query);
        }
    }

    [Fact]
    public async Task List_AfterUpdates_FollowsStatusNameAndTags()
    {
        await CreateAsync(new JobBuilder("moving").Name("Before").Tags("old", "both"));

        await ChangeAsync("moving", record => new JobChange
        {
            Record = record with { Job = record.Job with { Status = JobStatus.Running, Name = "After", Tags = ["both", "new"] } },
        });

        Assert.Equal(0, await CountAsync(new JobQuery { Statuses = [JobStatus.Pending] }));
        Assert.Equal(1, await CountAsync(new JobQuery { Statuses = [JobStatus.Running] }));
        Assert.Equal(0, await CountAsync(new JobQuery { Text = "before" }));
        Assert.Equal(1, await CountAsync(new JobQuery { Text = "after" }));
        Assert.Equal(0, await CountAsync(new JobQuery { Tag = "old" }));
        Assert.Equal(1, await CountAsync(new JobQuery { Tag = "new" }));
        Assert.Equal(1, await CountAsync(new JobQuery { Tag = "both" }));
    }

    [Fact]
    public async Task Owed_ListsJobsWithAWakeUpOldestFirst()
    {
        await CreateAsync(new JobBuilder("late").Second(3).WakeUp(WakeUp.Start));
        await CreateAsync(new JobBuilder("early").Second(1).WakeUp(WakeUp.Stop));
        await CreateAsync(new JobBuilder("settled").Second(0));
        await CreateAsync(new JobBuilder("middle").Second(2));
        await ChangeAsync("middle", record => new JobChange { Record = record with { WakeUp = WakeUp.Decision } });

        Assert.Equal(["early", "middle", "late"], await OwedAsync(10));
        Assert.Equal(["early", "middle"], await OwedAsync(2));

        await ChangeAsync("early", record => new JobChange { Record = record with { WakeUp = null } });
        await ReopenAsync();
        Assert.Equal(["middle", "late"], await OwedAsync(10));
    }

    /// <summary>Twelve jobs in groups of three with one time each, every attribute spread differently.</summary>
    private static JobBuilder[] Sample() => [.. Enumerable.Range(0, 12).Select(SampleJob)];

    private static JobBuilder SampleJob(int i)
    {
        JobStatus[] statuses = [JobStatus.Pending, JobStatus.AwaitingApproval, JobStatus.Completed, JobStatus.Timeout];
        string[] owners = ["ann", "Ann", "bob"];
        string[] names = ["Nightly", "\u00c9t\u00e9 100% _x", "plain"];
        string[][] tags = [["red", "Blue"], ["redder"]];
        string[] kinds = ["disk.inspect", "code.analysis"];
        var job = new JobBuilder($"job-{i * 5 % 12:00}")
            .Second(i / 3).Status(statuses[i % 4]).Kind(kinds[i % 2]).Owner(owners[i % 3]).Name(names[i / 4]).Tags(tags[i % 2]);
        return (i % 3) switch
        {
            0 => job.Task("t1"),
            1 => job.Task("T1"),
            _ => job,
        };
    }

    private static IEnumerable<JobQuery> Combinations() =>
        from statuses in (JobStatus[][])[[], [JobStatus.Pending], [JobStatus.Completed, JobStatus.Timeout]]
        from kind in (string?[])[null, "disk.inspect"]
        from owner in (string?[])[null, "bob"]
        from task in (string?[])[null, "t1", "*"]
        from tag in (string?[])[null, "redder"]
        from text in (string?[])[null, "plain"]
        from after in (DateTimeOffset?[])[null, JobBuilder.Epoch.AddSeconds(0)]
        from oldest in (bool[])[false, true]
        select new JobQuery
        {
            Statuses = statuses, Kind = kind, Owner = owner, TaskId = task == "*" ? null : task, OfTasks = task == "*", Tag = tag, Text = text, CreatedAfter = after, OldestFirst = oldest,
        };

    private async Task AssertListsAsync(JobQuery query, int count)
    {
        await CreateSampleAsync();
        await AssertListsCreatedAsync(query);
        Assert.Equal(count, await CountAsync(query));
    }

    private async Task CreateSampleAsync()
    {
        foreach (var job in Sample())
        {
            await CreateAsync(job);
        }
    }

    private async Task AssertListsCreatedAsync(JobQuery query)
    {
        var expected = JobListModel.List(query, Sample().Select(job => job.Build()));

        var page = await Jobs.ListAsync(query with { Limit = 100 }, NoCancellation);

        Assert.Equal(expected.Select(record => record.Job.JobId), page.Items.Select(record => record.Job.JobId));
        Assert.Equal((expected.Count, null), (page.Total, page.NextCursor));
    }

    private async Task<long> CountAsync(JobQuery query) => (await Jobs.ListAsync(query, NoCancellation)).Total;

    private async Task<string[]> OwedAsync(int limit) =>
        [.. (await Jobs.ListOwedAsync(limit, NoCancellation)).Select(record => record.Job.JobId)];
}
