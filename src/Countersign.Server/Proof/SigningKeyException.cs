namespace Countersign.Server.Proof;

/// <summary>The signing keys cannot be used, for a reason that an operator can mend; the message says how.</summary>
public sealed class SigningKeyException(string message, Exception? inner = null) : Exception(message, inner);
