using Countersign.Server.Http;

namespace Countersign.Server.Live;

/// <summary>
/// A hub method refuses its caller. Hub protocols know nothing but an error text, which starts with the stable code.
/// </summary>
public sealed class HubCallException(Refusal refusal) : Exception($"{refusal.Code}: {refusal.Detail}")
{
    /// <summary>The refusal as the API would answer it.</summary>
    public Refusal Refusal { get; } = refusal;
}
