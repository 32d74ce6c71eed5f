using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace Countersign.Server.Http;

/// <summary>Answers requests that fit no endpoint, the same in every host: which methods are allowed here, or that nothing is here.</summary>
public static class UnmatchedRequests
{
    /// <summary>Path to methods, the most specific path first.</summary>
    private static readonly (TemplateMatcher Path, string[] Methods)[] Routes = [.. ApiEndpoints.All
        .GroupBy(endpoint => endpoint.Route)
        .Select(route => (Template: TemplateParser.Parse(route.Key), Methods: route.Select(endpoint => endpoint.Method)))
        .OrderBy(route => RoutePrecedence.ComputeInbound(route.Template))
        .Select(route => (
            new TemplateMatcher(route.Template, []),
            route.Methods.Order(StringComparer.Ordinal).ToArray()))];

    /// <summary>What to answer.</summary>
    public static Refusal Refuse(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var allowed = Routes.FirstOrDefault(route => route.Path.TryMatch(request.Path, [])).Methods;
        return allowed is null
            ? Refusals.RouteNotFound(request.Path)
            : Refusals.MethodNotAllowed(request.Method, request.Path, allowed);
    }
}
