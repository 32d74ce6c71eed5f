using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>The doctor, its repair and the purge over HTTP, without harm to what else is on the host.</summary>
public abstract class UpkeepScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Doctor_SaysOfEachFindingWhatItIs()
    {
        var answer = await Api.GetAsync("api/admin/doctor");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.All(answer.Body.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.Matches("^[a-z_]+$", item.GetProperty("finding").GetString());
            Assert.NotEqual("", item.GetProperty("detail").GetString());
        });
    }

    [Fact]
    public async Task Purge_IsAJobThatTellsWhatItRemoved()
    {
        // Nothing ended that long ago: other scenarios keep their jobs.
        var answer = await Api.PostAsync("api/admin/purge", new JsonObject { ["before"] = "2001-01-01T00:00:00Z", ["statuses"] = new JsonArray("failed", "cancelled") });

        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Body.ToString());
        Assert.Equal("maintenance.purge", answer.Text("kind"));
        var jobId = answer.Text("job_id");
        await Api.WaitForEventAsync(jobId, "completion");
        Assert.Equal(0, (await Api.GetAsync($"api/jobs/{jobId}/result")).Body.GetProperty("result").GetProperty("removed").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync($"api/jobs/{jobId}")).Status);
    }

    [Fact]
    public async Task Purge_OfWhatHasNotEnded_IsRefusedByField()
    {
        var answer = await Api.PostAsync("api/admin/purge", new JsonObject { ["before"] = "2001-01-01T00:00:00Z", ["statuses"] = new JsonArray("running") });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            "holds 'running'; allowed are the final ones: completed, failed, cancelled, rejected, timeout.",
            answer.Body.GetProperty("errors").GetProperty("statuses")[0].GetString());
    }

    [Fact]
    public async Task Repair_IsAJobThatTellsWhatItMended()
    {
        var answer = await Api.PostAsync("api/admin/doctor/repair");

        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Body.ToString());
        var jobId = answer.Text("job_id");
        await Api.WaitForEventAsync(jobId, "completion");
        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body.GetProperty("result");
        Assert.Equal(result.GetProperty("items").GetArrayLength(), result.GetProperty("repaired").GetInt32());
    }
}
