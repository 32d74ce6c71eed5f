using Azure.Core;

namespace Countersign.Storage.Azure.Tests.Faults;

/// <summary>Loses the answer to the first removal, which the service did.</summary>
internal sealed class LostRemoval : FaultPolicy
{
    private int _seen;

    protected override ValueTask AfterAsync(HttpMessage message) =>
        message.Request.Method == RequestMethod.Delete && Interlocked.Increment(ref _seen) == 1
            ? throw new IOException("The answer was lost.")
            : ValueTask.CompletedTask;
}
