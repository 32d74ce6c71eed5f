namespace Countersign.Server.Http;

/// <summary>A refusal of an endpoint.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">One of <see cref="Contracts.Errors.ErrorCodes"/>.</param>
public sealed record EndpointProblem(int Status, string Code);
