using Azure.Core;

namespace Countersign.Storage.Azure.Tests.Faults;

/// <summary>Asks for something that the service answers with this status.</summary>
internal sealed class WrongKey : FaultPolicy
{
    protected override ValueTask BeforeAsync(HttpMessage message)
    {
        message.Request.Headers.SetValue("Authorization", "SharedKeyLite devstoreaccount1:AAAA");
        return ValueTask.CompletedTask;
    }
}
