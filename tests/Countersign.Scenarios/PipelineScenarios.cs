using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>What <c>http.pipeline</c> refuses, on every host; requests are sent in tests that start a server to be listed.</summary>
public abstract class PipelineScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Pipeline_WithAnUnknownVariable_IsRefusedByStepAndField()
    {
        var answer = await Api.PostAsync("api/jobs", Body("""[{"id": "a", "method": "GET", "url": "http://192.0.2.1/{{nope}}"}]"""));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("'nope'", answer.Body.GetProperty("errors").GetProperty("input.steps[0].url")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    public async Task Pipeline_ToAHostThatIsNotListed_FailsInItsAnalysis(string url)
    {
        var jobId = await Api.SubmitAsync(Body($$"""[{"id": "a", "method": "GET", "url": "{{url}}"}]"""));
        await Api.WaitForEventAsync(jobId, "failure");

        var error = (await Api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("error");
        Assert.Equal("target_not_allowed", error.GetProperty("code").GetString());
        Assert.Contains("Http:AllowedHosts", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static JsonObject Body(string steps) => new()
    {
        ["kind"] = "http.pipeline",
        ["input"] = new JsonObject { ["steps"] = JsonNode.Parse(steps) },
    };
}
