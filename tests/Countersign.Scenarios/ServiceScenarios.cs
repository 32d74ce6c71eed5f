using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Health, capabilities, the document, and answers to requests that fit nothing.</summary>
public abstract class ServiceScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Health_NamesThePartsAndIsHealthy()
    {
        var health = await Api.GetAsync("api/health");
        var ready = await Api.GetAsync("api/health/ready");
        var live = await Api.GetAsync("api/health/live");

        Assert.Equal(("healthy", "countersign"), (health.Text("status"), health.Text("service")));
        Assert.NotEmpty(health.Body.GetProperty("components").EnumerateObject());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (ready.Status, live.Status));
    }

    [Fact]
    public async Task Capabilities_ListKindsWithTheirSchemas()
    {
        var capabilities = await Api.GetAsync("api/capabilities");

        var kind = Assert.Single(
            capabilities.Body.GetProperty("kinds").EnumerateArray(), kind => kind.GetProperty("kind").GetString() == "disk.inspect");
        Assert.Equal("read", kind.GetProperty("risk").GetString());
        Assert.Equal("object", kind.GetProperty("input_schema").GetProperty("type").GetString());
        Assert.True(capabilities.Body.GetProperty("limits").GetProperty("max_upload_bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task OpenApi_DescribesTheOperationsWithTheirErrors()
    {
        var document = await Api.GetAsync("api/openapi.json");

        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        var submit = document.Body.GetProperty("paths").GetProperty("/api/jobs").GetProperty("post");
        Assert.Equal("SubmitJob", submit.GetProperty("operationId").GetString());
        Assert.Contains("job_exists", submit.GetProperty("responses").GetProperty("409").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownRoute_IsAProblem()
    {
        var answer = await Api.GetAsync("api/no-such-thing");

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.MediaType));
    }

    [Fact]
    public async Task WrongMethod_NamesTheAllowedOnes()
    {
        var answer = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Put, "api/jobs") { Content = new StringContent("{}") });

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (answer.Status, answer.Code));
        Assert.Contains("GET, POST", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageOfAnotherSite_IsRefused()
    {
        var answer = await Api.PostAsync("api/jobs", new JsonObject(), ("Origin", "https://elsewhere.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }
}
