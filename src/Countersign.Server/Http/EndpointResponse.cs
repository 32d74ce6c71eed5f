namespace Countersign.Server.Http;

/// <summary>A success of an endpoint.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The JSON body's type; null for none.</param>
/// <param name="Description">When this status is answered.</param>
/// <param name="MediaType">The media type of the body.</param>
public sealed record EndpointResponse(int Status, Type? Type, string Description, string MediaType = "application/json");
