namespace Countersign.Kinds.Outbound;

/// <summary>A header of a request or an answer.</summary>
/// <param name="Name">As written; compared without case.</param>
/// <param name="Value">Without line ends.</param>
/// <param name="IsSecret">Whether a redirect to another origin must not carry it, as none carries <c>Authorization</c> and cookies.</param>
public sealed record OutboundHeader(string Name, string Value, bool IsSecret = false);
