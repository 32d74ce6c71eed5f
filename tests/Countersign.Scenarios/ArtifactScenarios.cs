using System.Net;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>The artifacts of a job whose kind saves none; kinds that do have scenarios of their own.</summary>
public abstract class ArtifactScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Artifacts_OfAJobWithoutAny_AreAnEmptyList()
    {
        var jobId = await NewHeldJobAsync();
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var job = await Api.GetAsync($"api/jobs/{jobId}");
        var list = await Api.GetAsync(job.Body.GetProperty("links").GetProperty("artifacts").GetString()!.TrimStart('/'));
        var result = await Api.GetAsync($"api/jobs/{jobId}/result");

        Assert.Equal((HttpStatusCode.OK, 0), (list.Status, list.Body.GetProperty("items").GetArrayLength()));
        Assert.Equal(0, result.Body.GetProperty("artifacts").GetArrayLength());
    }

    [Fact]
    public async Task Artifact_ThatIsNotThere_IsNotFound()
    {
        var jobId = await NewHeldJobAsync();

        var unknown = await Api.GetAsync($"api/jobs/{jobId}/artifacts/report.json");
        var escaping = await Api.GetAsync($"api/jobs/{jobId}/artifacts/..%2F..%2Fcountersign.db");
        var nobodys = await Api.GetAsync("api/jobs/nobody/artifacts");
        var nobodysFile = await Api.GetAsync("api/jobs/nobody/artifacts/report.json");

        Assert.Equal((HttpStatusCode.NotFound, "artifact_not_found"), (unknown.Status, unknown.Code));
        Assert.Equal(HttpStatusCode.NotFound, escaping.Status);
        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), (nobodys.Status, nobodys.Code));
        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), (nobodysFile.Status, nobodysFile.Code));
    }

    [Fact]
    public async Task Artifact_AskedForWithAWrongQuery_IsRefusedByField()
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.GetAsync($"api/jobs/{jobId}/artifacts/report.json?attempt=0&version=1");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.Equal(["attempt", "version"], answer.Body.GetProperty("errors").EnumerateObject().Select(field => field.Name));
    }
}
