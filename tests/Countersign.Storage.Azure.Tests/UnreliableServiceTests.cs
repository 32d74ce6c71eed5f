using Countersign.Conformance.Storage;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Tests.Faults;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests;

/// <summary>A service that does not answer, and one whose answers get lost.</summary>
public sealed class UnreliableServiceTests : StorageContract
{
    private readonly AzureStorageUnderTest _storage;

    public UnreliableServiceTests()
        : this(new AzureStorageUnderTest())
    {
    }

    private UnreliableServiceTests(AzureStorageUnderTest storage)
        : base(storage) => _storage = storage;

    public static TheoryData<string> Calls => ["create", "get", "list", "update", "owed", "delete", "plan", "events", "result", "save", "upload"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EveryCall_DuringAnOutage_SaysThatTheStoreIsUnavailable(string call) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CallAsync(_storage.OpenAnother(Outage.Everything()), call));

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task EveryCall_WithoutPermission_SaysThatTheStoreIsUnavailable(string call) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CallAsync(_storage.OpenAnother(new WrongKey()), call));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Create_WhoseAnswersAreLost_SucceedsOnce(int answers)
    {
        var created = await _storage.OpenAnother(new LostAnswers(answers)).Jobs.TryCreateAsync(
            new JobBuilder("lost").Creation(Log("created")), NoCancellation);

        Assert.Null(created);
        Assert.Equal(Gapless(1), await ReadSeqsAsync("lost"));
        Assert.Equal(1, (await Jobs.ListAsync(new JobQuery(), NoCancellation)).Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Update_WhoseAnswersAreLost_AppendsOnceAndDecidesOnce(int answers)
    {
        await CreateAsync("lost");

        var count = await _storage.OpenAnother(new LostAnswers(answers)).Jobs.UpdateAsync(
            "lost",
            record => new JobUpdate<int>(7, new JobChange
            {
                Record = record,
                Events = [Log("once")],
                Plan = new PlanBuilder(record.Job).Build(),
                Decision = new PlanBuilder(record.Job).Approval("user:ann"),
            }),
            NoCancellation);

        Assert.Equal(7, count);
        Assert.Equal(Gapless(1), await ReadSeqsAsync("lost"));
        Assert.Equal("user:ann", (await Plans.GetDecisionAsync("lost", 1, NoCancellation))?.Actor);
    }

    [Fact]
    public async Task Update_ThatIsCancelled_StoresNothing()
    {
        var created = await CreateAsync("cancelled");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Jobs.UpdateAsync(
            "cancelled", record => new JobUpdate<bool>(true, new JobChange { Record = record, Events = [Log("a")] }), new CancellationToken(true)));

        Assert.Equal(created.LastSeq, (await GetAsync("cancelled")).LastSeq);
    }

    private static Task CallAsync(AzureStorage host, string call) => call switch
    {
        "create" => host.Jobs.TryCreateAsync(new JobBuilder("a").Creation(), NoCancellation),
        "get" => host.Jobs.GetAsync("a", NoCancellation),
        "list" => host.Jobs.ListAsync(new JobQuery(), NoCancellation),
        "update" => host.Jobs.UpdateAsync("a", record => new JobUpdate<bool>(true), NoCancellation),
        "owed" => host.Jobs.ListOwedAsync(1, NoCancellation),
        "delete" => host.Jobs.DeleteAsync("a", NoCancellation),
        "plan" => host.Plans.GetAsync("a", 1, NoCancellation),
        "events" => host.Events.ReadAsync("a", 0, 1, null, NoCancellation),
        "result" => host.Documents.GetResultAsync("a", NoCancellation),
        "save" => host.Uploads.SaveAsync("x", "ann", new MemoryStream([1]), 1, NoCancellation),
        _ => host.Uploads.GetAsync(new string('0', 32), NoCancellation),
    };
}
