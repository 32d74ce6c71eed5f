using Azure.Core;

namespace Countersign.Storage.Azure.Tests.Faults;

/// <summary>Loses the answers to batches that were stored, a number of times.</summary>
internal sealed class LostAnswers(int count) : FaultPolicy
{
    private int _left = count;

    protected override ValueTask AfterAsync(HttpMessage message) =>
        IsBatch(message) && Interlocked.Decrement(ref _left) >= 0 ? throw new IOException("The answer was lost.") : ValueTask.CompletedTask;
}
