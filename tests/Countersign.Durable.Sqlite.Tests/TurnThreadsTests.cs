using Countersign.Durable.Sqlite.Turns;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

public sealed class TurnThreadsTests
{
    /// <summary>Whoever was refused may come to wait only after the others were let go: nobody would look for it.</summary>
    [Fact]
    public async Task HoldBack_OfAnOrchestrationThatIsAdmittedAgain_HasTheTurnRun()
    {
        var threads = new TurnThreads(maxStuck: 1);
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var live = new LiveInstance("a", _ => ran.SetResult(), threads) { Orchestration = "job" };

        threads.HoldBack(live);

        await ran.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
