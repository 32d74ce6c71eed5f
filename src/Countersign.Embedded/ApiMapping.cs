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
        var pressure = app.Services.GetRequiredService<RequestPressure>();
        foreach (var endpoint in ApiEndpoints.All)
        {
            RequestDelegate answer = endpoint == JobEndpoints.Submit
                ? http => AnswerAsync(invoker, endpoint, http, pressure)
                : http => AnswerAsync(invoker, endpoint, http);
            app.MapMethods("/" + endpoint.Route, [endpoint.Method], answer);
        }

        foreach (var (route, endpoint) in EmbeddedAliases.All)
        {
            app.MapMethods("/" + route, [endpoint.Method], http => AnswerAsync(invoker, endpoint, http));
        }

        app.Map("/{**path}", http => invoker.RefuseUnmatched(http.Request).ExecuteAsync(http)).WithOrder(int.MaxValue);
    }

    private static async Task AnswerAsync(ApiInvoker invoker, Server.Http.Endpoint endpoint, HttpContext http, RequestPressure pressure)
    {
        pressure.Enter();
        try
        {
            await AnswerAsync(invoker, endpoint, http);
        }
        finally
        {
            pressure.Leave();
        }
    }

    private static async Task AnswerAsync(ApiInvoker invoker, Server.Http.Endpoint endpoint, HttpContext http)
    {
        var result = await invoker.InvokeAsync(endpoint, http.Request);
        await result.ExecuteAsync(http);
    }
}
