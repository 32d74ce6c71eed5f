namespace Countersign.Kinds.Sources;

/// <summary>A commit of a git repository.</summary>
/// <param name="Url"><c>https</c> or <c>http</c>, on a host that the operator allows (<c>Http:AllowedHosts</c>).</param>
/// <param name="Ref">A branch, tag or full commit hash; null for the repository's default branch.</param>
public sealed record GitReference(Uri Url, string? Ref);
