namespace Countersign.Contracts.Access;

/// <summary>An API key that is to be exchanged.</summary>
/// <param name="ApiKey">The key as it was handed out.</param>
public sealed record TokenRequest(string ApiKey);
