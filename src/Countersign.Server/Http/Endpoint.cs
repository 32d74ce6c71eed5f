namespace Countersign.Server.Http;

/// <summary>One endpoint, described once: hosts map from it, and the OpenAPI document is made of it.</summary>
public sealed record Endpoint
{
    /// <summary>The operation's name and the function's name in the Functions host; never renamed.</summary>
    public required string Name { get; init; }

    /// <summary>The HTTP method in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The whole route without a leading slash.</summary>
    public required string Route { get; init; }

    /// <summary>One line for the document.</summary>
    public required string Summary { get; init; }

    /// <summary>The group in the document.</summary>
    public required string Tag { get; init; }

    /// <summary>The handler's type, resolved per request.</summary>
    public required Type Handler { get; init; }

    /// <summary>Who is answered. One that does not say answers administrators alone.</summary>
    public EndpointScope Scope { get; init; }

    /// <summary>Whether it answers callers that nobody recognised.</summary>
    public bool Anonymous => Scope == EndpointScope.Public;

    /// <summary>Whether it can be an event stream, which a ticket in the address opens. Default false.</summary>
    public bool IsStream { get; init; }

    /// <summary>
    /// Whether the address itself is the credential, so that it does not matter from which page a browser sends the request: a page
    /// that tells nobody its address sends the origin <c>null</c>. Default false.
    /// </summary>
    public bool AddressIsCredential { get; init; }

    /// <summary>The JSON body's type; null when the endpoint takes none.</summary>
    public Type? RequestType { get; init; }

    /// <summary>The media type of the body.</summary>
    public string RequestMediaType { get; init; } = "application/json";

    /// <summary>Query parameters and headers.</summary>
    public IReadOnlyList<EndpointParameter> Parameters { get; init; } = [];

    /// <summary>What a success answers, by status.</summary>
    public required IReadOnlyList<EndpointResponse> Responses { get; init; }

    /// <summary>The codes of refusals that this endpoint gives, besides those that every endpoint can give.</summary>
    public IReadOnlyList<EndpointProblem> Problems { get; init; } = [];
}
