using Countersign.Conformance.Durable;
using Xunit;
using Xunit.Sdk;

namespace Countersign.Durable.Sqlite.Tests.Broken;

/// <summary>The contract suites find engines out that break the contract: a suite that cannot fail proves nothing.</summary>
public sealed class SuitesCanFailTests
{
    private const string ForgetTimers = "DELETE FROM durable_timers";
    private const string ForgetInstances = "DELETE FROM durable_instances; DELETE FROM durable_history";
    private const string ForgetHistory = "DELETE FROM durable_history; UPDATE durable_instances SET active = 1 WHERE status < 3";
    private const string ForgetWork = "UPDATE durable_instances SET active = 0";

    [Fact]
    public Task Engine_ThatForgetsTimers_IsFoundOut() =>
        FoundOutAsync(new TimerSuite(Down(ForgetTimers)), suite => suite.Timer_DueWhileTheEngineIsDown_FiresAfterwards(crash: true));

    [Fact]
    public Task Engine_ThatForgetsInstances_IsFoundOut() =>
        FoundOutAsync(new InstanceSuite(Down(ForgetInstances)), suite => suite.Schedule_Acknowledged_SurvivesACrash());

    [Fact]
    public Task Engine_ThatForgetsResults_IsFoundOut() =>
        FoundOutAsync(
            new ActivitySuite(Down(ForgetHistory)), suite => suite.Activity_RecordedBeforeTheEngineDies_DoesNotRunAgain());

    [Fact]
    public Task Engine_ThatForgetsRunningActivities_IsFoundOut() =>
        FoundOutAsync(new ActivitySuite(Down(ForgetWork)), suite => suite.Activity_RunningWhenTheEngineDies_RunsAgain());

    [Fact]
    public Task Engine_ThatDeliversTwice_IsFoundOut() =>
        FoundOutAsync(
            new EventSuite(With(client => new RepeatingClient(client))),
            suite => suite.Events_KeptUnderOneName_AreDeliveredInOrderOnceEach());

    [Fact]
    public Task Engine_ThatAcknowledgesTooEarly_IsFoundOut() =>
        FoundOutAsync(new EventSuite(With(client => new HastyClient(client))), suite => suite.Event_Acknowledged_SurvivesACrash());

    [Fact]
    public Task Engine_ThatClaimsEveryStart_IsFoundOut() =>
        FoundOutAsync(new InstanceSuite(Careless()), suite => suite.Schedule_UnderATakenId_HasNoEffect());

    [Fact]
    public Task Engine_ThatLeavesChildrenAlone_IsFoundOut() =>
        FoundOutAsync(
            new SubOrchestrationSuite(Careless()),
            suite => suite.Terminate_ReachesTheChildrenWhenAskedTo(recursive: true, RuntimeStatus.Terminated));

    [Fact]
    public Task Engine_ThatSuspendsNothing_IsFoundOut() =>
        FoundOutAsync(new SuspensionSuite(Careless()), suite => suite.Suspended_KeepsEventsForTheResumption(crash: false));

    [Fact]
    public Task Engine_ThatPurgesWithoutBounds_IsFoundOut() =>
        FoundOutAsync(new HousekeepingSuite(Careless()), suite => suite.Purge_ByFilter_GoesInBoundedSlicesAndLeavesTheRest());

    [Fact]
    public Task Engine_ThatReplacesWhatItShouldKeep_IsFoundOut() =>
        FoundOutAsync(new IdReuseSuite(Careless()), suite => suite.Start_WithTheStatusListed_IsRefusedAndChangesNothing(RuntimeStatus.Running));

    [Fact]
    public Task Engine_ThatRunsAnyVersion_IsFoundOut() =>
        FoundOutAsync(new VersionSuite(Careless()), suite => suite.Options_NameAnotherVersionThanTheDefault());

    private static BrokenEngineFixture Down(string damage) => new() { DamageWhenDown = damage };

    private static BrokenEngineFixture With(Func<IOrchestrationClient, IOrchestrationClient> client) => new() { Client = client };

    private static BrokenEngineFixture Careless() => With(client => new CarelessClient(client));

    // By an assertion of the suite, and not by an accident on the way to it.
    private static async Task FoundOutAsync<TSuite>(TSuite suite, Func<TSuite, Task> test)
        where TSuite : DurableContract
    {
        await using (suite)
        {
            await Assert.ThrowsAnyAsync<XunitException>(() => test(suite));
        }
    }

    private sealed class ActivitySuite(DurableEngineFixture fixture) : ActivityContract(fixture);

    private sealed class EventSuite(DurableEngineFixture fixture) : EventContract(fixture);

    private sealed class HousekeepingSuite(DurableEngineFixture fixture) : HousekeepingContract(fixture);

    private sealed class IdReuseSuite(DurableEngineFixture fixture) : IdReuseContract(fixture);

    private sealed class VersionSuite(DurableEngineFixture fixture) : VersionContract(fixture);

    private sealed class InstanceSuite(DurableEngineFixture fixture) : InstanceContract(fixture);

    private sealed class SubOrchestrationSuite(DurableEngineFixture fixture) : SubOrchestrationContract(fixture);

    private sealed class SuspensionSuite(DurableEngineFixture fixture) : SuspensionContract(fixture);

    private sealed class TimerSuite(DurableEngineFixture fixture) : TimerContract(fixture);
}
