using Azure.Core;

namespace Countersign.Storage.Azure.Tests.Faults;

/// <summary>Asks for lists two entries at a time.</summary>
internal sealed class SmallPages : FaultPolicy
{
    private int _asked;

    /// <summary>How many pages were asked for.</summary>
    public int Asked => _asked;

    protected override ValueTask BeforeAsync(HttpMessage message)
    {
        if (Concerns(message, "comp=list") && !Concerns(message, "maxresults="))
        {
            message.Request.Uri.AppendQuery("maxresults", "2");
            Interlocked.Increment(ref _asked);
        }

        return ValueTask.CompletedTask;
    }
}
