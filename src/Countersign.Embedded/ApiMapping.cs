using Countersign.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Embedded;

/// <summary>Maps every endpoint of the API, and gives everything else an answer that says what there is.</summary>
internal static class ApiMapping
{
    public static void Map(WebApplication app)
    {
        var invoker = app.Services.GetRequiredService<ApiInvoker>();
        foreach (var endpoint in ApiEndpoints.All)
        {
            app.MapMethods("/" + endpoint.Route, [endpoint.Method], (RequestDelegate)(http => AnswerAsync(invoker, endpoint, http)));
        }

        foreach (var route in ApiEndpoints.All.GroupBy(endpoint => endpoint.Route))
        {
            string[] allowed = [.. route.Select(endpoint => endpoint.Method).Order(StringComparer.Ordinal)];
            app.Map("/" + route.Key, http => RefuseMethodAsync(http, allowed)).WithOrder(int.MaxValue - 1);
        }

        app.MapFallback(http => Refusals.RouteNotFound(http.Request.Path).ExecuteAsync(http));
    }

    private static async Task AnswerAsync(ApiInvoker invoker, Server.Http.Endpoint endpoint, HttpContext http)
    {
        var result = await invoker.InvokeAsync(endpoint, http.Request);
        await result.ExecuteAsync(http);
    }

    private static Task RefuseMethodAsync(HttpContext http, string[] allowed)
    {
        http.Response.Headers.Allow = string.Join(", ", allowed);
        return Refusals.MethodNotAllowed(http.Request.Method, http.Request.Path, allowed).ExecuteAsync(http);
    }
}
