using Countersign.Server.Http;
using Microsoft.OpenApi;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class OpenApiDocumentTests
{
    private static readonly string Json = Server.OpenApi.OpenApiDocument.Create(ApiEndpoints.All).ToJsonString();

    [Fact]
    public void Document_IsValidForAnIndependentReader()
    {
        var read = OpenApiDocument.Parse(Json, "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public void Document_HasEveryEndpointWithSchemasAndProblems()
    {
        var document = OpenApiDocument.Parse(Json, "json").Document!;

        foreach (var endpoint in ApiEndpoints.All)
        {
            var operation = document.Paths["/" + endpoint.Route].Operations![HttpMethod.Parse(endpoint.Method)];
            Assert.Equal(endpoint.Name, operation.OperationId);
            Assert.All(endpoint.Responses, response => Assert.True(operation.Responses!.ContainsKey($"{response.Status}")));
            Assert.All(endpoint.Problems, problem =>
                Assert.Contains(problem.Code, operation.Responses![$"{problem.Status}"].Description!, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Names_AreUnique()
    {
        Assert.Distinct(ApiEndpoints.All.Select(endpoint => endpoint.Name));
        Assert.Distinct(ApiEndpoints.All.Select(endpoint => $"{endpoint.Method} {endpoint.Route}"));
    }
}
