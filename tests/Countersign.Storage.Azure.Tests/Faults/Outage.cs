using Azure.Core;

namespace Countersign.Storage.Azure.Tests.Faults;

/// <summary>From the request on that <paramref name="begins"/> points out, nothing reaches the service: the process might as well be dead.</summary>
internal sealed class Outage(Func<HttpMessage, bool> begins) : FaultPolicy
{
    private volatile bool _begun;

    public static Outage BeforeBatch() => new(IsBatch);

    /// <param name="nth">1 for the first batch.</param>
    public static Outage BeforeBatch(int nth)
    {
        var seen = 0;
        return new Outage(message => IsBatch(message) && Interlocked.Increment(ref seen) == nth);
    }

    /// <summary>At the first removal of a row that is not part of a batch.</summary>
    public static Outage BeforeRemoval() => new(message => message.Request.Method == RequestMethod.Delete);

    public static Outage Everything() => new(_ => true);

    protected override ValueTask BeforeAsync(HttpMessage message)
    {
        _begun = _begun || begins(message);
        return _begun ? throw new IOException("Nothing reaches the service.") : ValueTask.CompletedTask;
    }
}
