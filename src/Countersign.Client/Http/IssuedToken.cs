namespace Countersign.Client.Http;

/// <summary>A token and until when it is used.</summary>
internal sealed record IssuedToken(string Text, DateTimeOffset UseUntil);
