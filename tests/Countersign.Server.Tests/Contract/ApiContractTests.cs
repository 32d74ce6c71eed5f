using System.Text.Json;
using Countersign.Server.Http;
using Countersign.Testing.Http.Contract;
using Xunit;

namespace Countersign.Server.Tests.Contract;

/// <summary>An answer that the document does not describe is noticed.</summary>
public sealed class ApiContractTests
{
    private const string Problem =
        """{"type": "urn:x", "title": "t", "status": 404, "detail": "d", "code": "CODE", "trace_id": "1", "errors": null}""";

    private static readonly ApiContract Contract =
        new(JsonDocument.Parse(Server.OpenApi.OpenApiDocument.Create(ApiEndpoints.All).ToJsonString()).RootElement);

    [Theory]
    [InlineData("GET", "/api/jobs/a-job", 404, "application/problem+json", "job_not_found", true)]
    [InlineData("GET", "/api/jobs/a-job", 404, "application/problem+json", "plan_changed", false)]
    [InlineData("GET", "/api/jobs/a-job", 404, "application/json", "job_not_found", false)]
    [InlineData("GET", "/api/jobs/a-job", 418, "application/problem+json", "job_not_found", false)]
    [InlineData("GET", "/api/nothing", 404, "application/problem+json", "not_found", true)]
    [InlineData("GET", "/api/nothing", 200, "application/json", "not_found", false)]
    [InlineData("PUT", "/api/jobs", 405, "application/problem+json", "method_not_allowed", true)]
    [InlineData("PUT", "/api/jobs", 200, "application/json", "method_not_allowed", false)]
    [InlineData("POST", "/api/approvals/batch", 404, "application/problem+json", "job_not_found", false)]
    public void Check_GoesByMethodPathStatusMediaTypeAndCode(string method, string path, int status, string mediaType, string code, bool described) =>
        Assert.Equal(described, Contract.Check(method, path, status, mediaType, Problem.Replace("CODE", code, StringComparison.Ordinal)).Count == 0);

    [Fact]
    public void Check_OfABodyInAnotherForm_NamesThePlace() =>
        Assert.Contains("$.kind is absent", Contract.Check("GET", "/api/jobs/a-job", 200, "application/json", "{}"));
}
