using Countersign.Functions.Engine;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Endpoint = Countersign.Server.Http.Endpoint;

namespace Countersign.Functions.Http;

/// <summary>From an HTTP function into the shared API, with the durable client that was bound to this call.</summary>
public sealed class FunctionInvoker(ApiInvoker api, BoundDurableClient bound)
{
    /// <summary>Runs the endpoint's handler.</summary>
    public Task<IResult> InvokeAsync(Endpoint endpoint, HttpRequest request, DurableTaskClient durable) =>
        bound.RunAsync(durable, () => api.InvokeAsync(endpoint, request));

    /// <summary>Answers a request that fits no endpoint.</summary>
    public IResult RefuseUnmatched(HttpRequest request) => api.RefuseUnmatched(request);
}
