using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class UnmatchedRequestsTests
{
    [Theory]
    [InlineData("/api/jobs", "GET, POST")]
    [InlineData("/api/jobs/a-job/plan", "GET, PATCH")]
    [InlineData("/api/openapi.json", "GET")]
    public void Refuse_OnARoute_NamesItsMethods(string path, string allowed)
    {
        var refusal = UnmatchedRequests.Refuse(Request(path));

        Assert.Equal((405, "method_not_allowed"), (refusal.Status, refusal.Code));
        Assert.Equal(allowed, string.Join(", ", refusal.Allow!));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/jobs/a-job/plan/no-such-thing")]
    public void Refuse_OnNoRoute_SaysThatNothingIsThere(string path)
    {
        var refusal = UnmatchedRequests.Refuse(Request(path));

        Assert.Equal((404, "not_found", null), (refusal.Status, refusal.Code, refusal.Allow));
    }

    private static HttpRequest Request(string path)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "PUT";
        request.Path = path;
        return request;
    }
}
