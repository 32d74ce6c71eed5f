namespace Countersign.Server.Access.Tokens;

/// <summary>The external issuer does not say its keys, so that its tokens can be neither taken nor refused.</summary>
internal sealed class IssuerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
