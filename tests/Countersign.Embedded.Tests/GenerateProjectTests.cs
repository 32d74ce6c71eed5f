using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A project from <c>POST /api/generate</c> over plan, feedback, edit and approval to its archive.</summary>
public sealed class GenerateProjectTests : HostTest
{
    [Fact]
    public async Task Generation_FollowsFeedback_AndItsArchiveIsTheOneThatWasApproved()
    {
        var accepted = await Api.PostAsync("api/generate", new JsonObject { ["template"] = "fastapi-backend", ["parameters"] = new JsonObject { ["project_name"] = "Shop" } });
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        var jobId = accepted.Body.GetProperty("job_id").GetString()!;
        await Api.WaitForEventAsync(jobId, "approval_required");

        await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = "skip the build check\nport: 9001" });
        await Api.WaitForEventAsync(jobId, "plan_revised");
        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        Assert.Equal(["write", "archive"], plan.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        var artifact = Assert.Single(result.GetProperty("artifacts").EnumerateArray());
        var bytes = await Api.Http.GetByteArrayAsync(new Uri($"api/jobs/{jobId}/artifacts/shop.zip", UriKind.Relative), TestContext.Current.CancellationToken);
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(digest, artifact.GetProperty("sha256").GetString());
        Assert.Contains($"+ {digest} {bytes.Length} shop.zip", plan.GetProperty("steps")[1].GetProperty("preview").GetString(), StringComparison.Ordinal);
        Assert.Contains(result.GetProperty("result").GetProperty("files").EnumerateArray(), file => file.GetProperty("path").GetString() == "pyproject.toml");
    }

    [Fact]
    public async Task Plan_WithoutItsArchive_IsRefused()
    {
        var jobId = await Api.SubmitAsync(new JsonObject { ["kind"] = "project.generate", ["input"] = new JsonObject { ["goal"] = "A page with a clock" } });
        await Api.WaitForEventAsync(jobId, "approval_required");
        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        var steps = new JsonArray([.. plan.GetProperty("steps").EnumerateArray().SkipLast(1).Select(step => JsonNode.Parse(step.GetRawText()))]);

        using var request = new HttpRequestMessage(HttpMethod.Patch, $"api/jobs/{jobId}/plan") { Content = new StringContent(new JsonObject { ["steps"] = steps }.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{plan.GetProperty("hash").GetString()}\"");
        var answer = await Api.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }
}
