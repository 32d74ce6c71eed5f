using Countersign.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>A request on its way into a handler.</summary>
/// <param name="Http">Body, query and headers.</param>
/// <param name="Caller">Who asks.</param>
public sealed record ApiRequest(HttpRequest Http, Caller Caller)
{
    /// <summary>A part of the path that the route names, such as <c>id</c>.</summary>
    /// <exception cref="InvalidOperationException">The endpoint's route has no such part.</exception>
    public string Route(string name) =>
        Http.RouteValues.TryGetValue(name, out var value) && value is string text
            ? text
            : throw new InvalidOperationException($"The route of {Http.Path} has no part '{name}'.");
}
