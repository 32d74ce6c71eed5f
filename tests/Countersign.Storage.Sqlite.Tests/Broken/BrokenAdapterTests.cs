using Countersign.Conformance.Storage;
using Xunit;
using Xunit.Sdk;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>The contracts can fail: each catches the damage that it is there to catch.</summary>
public sealed class BrokenAdapterTests
{
    [Fact]
    public Task LosingEvents_IsCaught() => AssertCaughtAsync(
        new EventLog(new LosingEvents()), contract => contract.Read_KeepsTheOrderOfTheChange());

    [Fact]
    public Task LosingEvents_UnderParallelUpdates_IsCaught() => AssertCaughtAsync(
        new Update(new LosingEvents()),
        contract => contract.Update_FromManyCallersWithSeveralEvents_NumbersThemWithoutGapOrRepeat());

    [Fact]
    public Task NumberingWithGaps_IsCaught() => AssertCaughtAsync(
        new Update(new NumberingWithGaps()),
        contract => contract.Update_FromManyCallersWithSeveralEvents_NumbersThemWithoutGapOrRepeat());

    [Fact]
    public Task SleepingWaits_AreCaught() => AssertCaughtAsync(
        new Wait(new SleepingWaits()) { Patience = TimeSpan.FromMilliseconds(200) },
        contract => contract.Wait_ForAnEventThatIsAppended_Wakes());

    [Fact]
    public Task OverwritingDecisions_IsCaught() => AssertCaughtAsync(
        new PlanStore(new OverwritingDecisions()), contract => contract.Decision_FromManyCallers_IsStoredOnce());

    [Fact]
    public Task DecidingOnStaleState_IsCaught() => AssertCaughtAsync(
        new Update(new DecidingOnStaleState()), contract => contract.Update_FromManyCallers_SeesEachOthersOutcome());

    [Fact]
    public Task WritingInParts_IsCaught() => AssertCaughtAsync(
        new Change(new WritingInParts()), contract => contract.Change_WhosePlanExists_StoresNoPart());

    [Fact]
    public Task CreatingTwice_IsCaught() => AssertCaughtAsync(
        new JobStore(new CreatingTwice()), contract => contract.Create_FromManyCallers_SucceedsOnce());

    [Fact]
    public Task CursorByTimeOnly_IsCaught() => AssertCaughtAsync(
        new Page(new CursorByTimeOnly()), contract => contract.Cursor_AmongJobsOfOneInstant_GoesByIdentifier(oldestFirst: false));

    [Fact]
    public Task LeavingPlansBehind_IsCaught() => AssertCaughtAsync(
        new Deletion(new LeavingPlansBehind()), contract => contract.Delete_RemovesEveryPart());

    [Fact]
    public Task OrderingFeedByJob_IsCaught() => AssertCaughtAsync(
        new EventFeed(new OrderingFeedByJob()) { Patience = TimeSpan.FromSeconds(2) },
        contract => contract.Readers_BesideManyWriters_MissNothingAndSeeTheSameOrder());

    [Fact]
    public async Task SoundStorage_IsNotCaught()
    {
        await using var contract = new EventLog(new SqliteStorageUnderTest());
        await contract.InitializeAsync();

        await contract.Read_KeepsTheOrderOfTheChange();
    }

    private static async Task AssertCaughtAsync<TContract>(TContract contract, Func<TContract, Task> test)
        where TContract : StorageContract
    {
        await using (contract)
        {
            await contract.InitializeAsync();
            var failure = await Record.ExceptionAsync(() => test(contract));
            Assert.True(failure is XunitException or TimeoutException, $"The contract let the damage pass: {failure?.Message ?? "no failure"}");
        }
    }

    private sealed class JobStore(StorageUnderTest storage) : JobStoreContract(storage);

    private sealed class Update(StorageUnderTest storage) : JobUpdateContract(storage);

    private sealed class Change(StorageUnderTest storage) : JobChangeContract(storage);

    private sealed class PlanStore(StorageUnderTest storage) : PlanStoreContract(storage);

    private sealed class Page(StorageUnderTest storage) : JobPageContract(storage);

    private sealed class Deletion(StorageUnderTest storage) : JobDeletionContract(storage);

    private sealed class EventLog(StorageUnderTest storage) : EventLogContract(storage);

    private sealed class EventFeed(StorageUnderTest storage) : EventFeedContract(storage);

    private sealed class Wait(StorageUnderTest storage) : EventWaitContract(storage);
}
