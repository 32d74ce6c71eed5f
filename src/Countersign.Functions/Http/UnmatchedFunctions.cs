using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Countersign.Functions.Http;

/// <summary>Requests below <c>api/</c> that fit no endpoint; without this the Functions host would answer them with nothing.</summary>
public sealed class UnmatchedFunctions(FunctionInvoker api)
{
    /// <summary>Any method.</summary>
    /// <remarks>
    /// The Functions host takes the first route that fits, in the order of the functions' names
    /// (https://github.com/Azure/azure-functions-host/issues/9876), so the name of this one has to be the last.
    /// </remarks>
    [Function("ZUnmatched")]
    public IResult RefuseUnmatched(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/{*path}")] HttpRequest request) =>
        api.RefuseUnmatched(request);
}
