namespace Countersign.Server.Ports;

/// <summary>
/// A store cannot take or give anything right now, for a reason outside the product: a full disk, a lost connection. Nothing
/// of the call was stored.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
