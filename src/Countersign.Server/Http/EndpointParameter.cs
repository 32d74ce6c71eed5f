namespace Countersign.Server.Http;

/// <summary>A query parameter or header of an endpoint.</summary>
/// <param name="Name">As the client writes it.</param>
/// <param name="Description">Meaning, unit and default.</param>
/// <param name="In"><c>query</c> or <c>header</c>.</param>
/// <param name="Type">The JSON Schema type: <c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Required">Whether a request without it is refused.</param>
public sealed record EndpointParameter(string Name, string Description, string In = "query", string Type = "string", bool Required = false);
