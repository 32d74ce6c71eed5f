using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Countersign.Functions.Http;

/// <summary>Requests below <c>api/</c> that fit no endpoint; without this the Functions host would answer them with nothing.</summary>
public sealed class UnmatchedFunctions
{
    /// <summary>Any method: a route with a method of its own goes first.</summary>
    [Function("RefuseUnmatched")]
    public static IResult RefuseUnmatched(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/{*path}")] HttpRequest request) =>
        UnmatchedRequests.Refuse(request);
}
