using Countersign.Conformance.Storage;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

/// <summary>What the store hands out from memory is what stands in the file, or nothing.</summary>
public sealed class KnownPartsTests : IAsyncLifetime
{
    private readonly SqliteStorageUnderTest _storage = new();

    public async ValueTask InitializeAsync() => await _storage.OpenAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Parts_AfterAnyChanges_AreWhatIsStored(int seed)
    {
        var random = new Random(seed);
        var job = new JobBuilder("job").Build().Job;
        await _storage.Jobs.TryCreateAsync(new JobBuilder("job").Creation(), CancellationToken.None);
        var (version, decided, timesKnown) = (0, true, 0);
        for (var i = 0; i < 200; i++)
        {
            var plan = version == 0 || random.Next(8) == 0 ? new PlanBuilder(job).Version(version + 1) : null;
            (version, decided) = plan is null ? (version, decided) : (version + 1, false);
            var decision = !decided && random.Next(4) == 0 ? new PlanBuilder(job).Version(version).Approval("user:ann") : null;
            decided |= decision is not null;
            var step = random.Next(3) == 0
                ? new PlanBuilder(job).Version(version).StateOf($"s{random.Next(3)}", (StepStatus)random.Next(3))
                : null;
            var analysis = random.Next(5) == 0 ? new Analysis { Summary = $"{i}", Facts = TestJson.Parse("{}"), Content = [] } : null;
            await ChangeAsync(record => new JobChange { Record = record, Plan = plan?.Build(), Decision = decision, Step = step, Analysis = analysis });

            timesKnown += await AssertIsWhatIsStoredAsync(version) ? 1 : 0;
        }

        Assert.InRange(timesKnown, 10, 200);
    }

    [Fact]
    public async Task Parts_ThatAreLong_AreNotKept()
    {
        await _storage.Jobs.TryCreateAsync(new JobBuilder("job").Creation(), CancellationToken.None);

        await ChangeAsync(record => new JobChange
        {
            Record = record,
            Analysis = new Analysis { Summary = new string('x', 100_000), Facts = TestJson.Parse("{}"), Content = [] },
        });

        Assert.Null((await _storage.Jobs.GetAsync("job", CancellationToken.None))!.Known);
    }

    [Fact]
    public async Task Parts_OfAJobThatHasEnded_AreNotKept()
    {
        await _storage.Jobs.TryCreateAsync(new JobBuilder("job").Creation(), CancellationToken.None);
        Assert.NotNull((await _storage.Jobs.GetAsync("job", CancellationToken.None))!.Known);

        await ChangeAsync(record => new JobChange { Record = record with { Job = record.Job with { Status = JobStatus.Completed } } });

        Assert.Null((await _storage.Jobs.GetAsync("job", CancellationToken.None))!.Known);
    }

    [Fact]
    public async Task Change_AfterSomebodyElseWroteToTheFile_FindsNothingKnown()
    {
        await _storage.Jobs.TryCreateAsync(new JobBuilder("job").Creation(), CancellationToken.None);
        using (var foreign = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_storage.Folder, "test.db") }))
        {
            await foreign.WriteAsync(session => session.Execute("UPDATE jobs SET record = CAST(replace(CAST(record AS TEXT), '\"ann\"', '\"eve\"') AS BLOB)"));
        }

        JobRecord? found = null;
        await _storage.Jobs.UpdateAsync(
            "job",
            record =>
            {
                found = record;
                return new JobUpdate<bool>(true);
            },
            CancellationToken.None);

        Assert.Equal(("eve", null), (found!.Job.Owner, found.Known));
    }

    private Task ChangeAsync(Func<JobRecord, JobChange> change) =>
        _storage.Jobs.UpdateAsync("job", record => new JobUpdate<bool>(true, change(record)), CancellationToken.None);

    /// <returns>Whether anything was known.</returns>
    private async Task<bool> AssertIsWhatIsStoredAsync(int version)
    {
        if ((await _storage.Jobs.GetAsync("job", CancellationToken.None))!.Known is not { } known)
        {
            return false;
        }

        Assert.Equal(version, known.Plan?.Version ?? 0);
        SameJson.Assert(await _storage.Documents.GetAnalysisAsync("job", CancellationToken.None), known.Analysis);
        SameJson.Assert(await _storage.Plans.GetAsync("job", version, CancellationToken.None), known.Plan);
        SameJson.Assert(await _storage.Plans.GetDecisionAsync("job", version, CancellationToken.None), known.Decision);
        var steps = await _storage.Documents.GetStepsAsync("job", version, CancellationToken.None);
        Assert.Equal(steps.Keys.Order(), known.Steps.Keys.Order());
        Assert.All(steps, step => SameJson.Assert(step.Value, known.Steps[step.Key]));
        return true;
    }
}
