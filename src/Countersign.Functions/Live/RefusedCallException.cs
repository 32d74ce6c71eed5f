using Countersign.Server.Live;

namespace Countersign.Functions.Live;

/// <summary>A hub call that is refused or failed, for the Functions host to tell the client.</summary>
/// <remarks>The host sends the client everything that the worker reports of an exception: so here it says no more than it should.</remarks>
public sealed class RefusedCallException(HubCallException refused) : Exception(refused?.Message)
{
    /// <summary>None: the client would get it.</summary>
    public override string? StackTrace => null;
}
