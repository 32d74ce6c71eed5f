using System.Text.Json;
using Countersign.Server.Http;
using Countersign.Testing.Http.Contract;
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

    public static TheoryData<string> ExampleTypes => [.. ApiEndpoints.All
        .SelectMany(endpoint => endpoint.Responses.Where(response => response.MediaType == "application/json").Select(response => response.Type)
            .Append(endpoint.RequestMediaType == "application/json" ? endpoint.RequestType : null))
        .OfType<Type>()
        .Where(type => type != typeof(JsonElement))
        .Select(type => type.Name)
        .Distinct()];

    [Theory]
    [MemberData(nameof(ExampleTypes))]
    public void Body_HasAnExampleThatFitsItsSchema(string type)
    {
        using var document = JsonDocument.Parse(Json);
        using var resource = typeof(ApiEndpoints).Assembly.GetManifestResourceStream($"Countersign.Server.OpenApi.Examples.{type}.json");
        Assert.True(resource is not null, $"There is no OpenApi/Examples/{type}.json; CONTRIBUTING.md says how examples are recorded.");
        using var example = JsonDocument.Parse(resource);
        var schema = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(type);

        Assert.Empty(new JsonSchemaCheck(document.RootElement).Check(example.RootElement, schema));
        Assert.Contains(Bodies(document.RootElement), body => body.TryGetProperty("example", out var shown) && JsonElement.DeepEquals(shown, example.RootElement));
    }

    [Fact]
    public void Operations_SayWhoIsAnswered()
    {
        var document = OpenApiDocument.Parse(Json, "json").Document!;
        foreach (var endpoint in ApiEndpoints.All)
        {
            var security = document.Paths["/" + endpoint.Route].Operations![HttpMethod.Parse(endpoint.Method)].Security!;
            Assert.Equal(endpoint.Anonymous, security.Count == 0);
            Assert.All(security.SelectMany(way => way.Values), roles => Assert.Equal(endpoint.Scope != EndpointScope.Decide && endpoint.Scope != EndpointScope.Admin, roles.Contains("agent")));
        }
    }

    /// <summary>Every description of a JSON body in the document.</summary>
    private static IEnumerable<JsonElement> Bodies(JsonElement place) => place.ValueKind switch
    {
        JsonValueKind.Object when place.TryGetProperty("application/json", out var body) => [body],
        JsonValueKind.Object => place.EnumerateObject().SelectMany(member => Bodies(member.Value)),
        JsonValueKind.Array => place.EnumerateArray().SelectMany(Bodies),
        _ => [],
    };
}
