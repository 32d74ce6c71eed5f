using System.Net;
using System.Text.Json.Nodes;
using Countersign.Contracts.Hashing;
using Countersign.Testing.Images;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>What jobs may read, and what happens when it is not what it should be.</summary>
public abstract class InputScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Upload_AnswersWithSizeAndDigest()
    {
        var content = SmallDisk.Create();

        var answer = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/uploads?name=a.img") { Content = new ByteArrayContent(content) });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(content.Length, answer.Body.GetProperty("size").GetInt64());
        Assert.Equal(Digest.Of(content), answer.Text("sha256"));
    }

    [Theory]
    [InlineData("api/uploads")]
    [InlineData("api/uploads?name=..")]
    [InlineData("api/uploads?name=a%2Fb")]
    [InlineData("api/uploads?name=a%5Cb")]
    [InlineData("api/uploads?name=a%0Ab")]
    public async Task Upload_WithoutAPlainName_IsRefused(string path)
    {
        var answer = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([1]) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("name", out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Checksum_ThatDoesNotFit_FailsBeforeAnyPlan()
    {
        var body = await NewDiskJobAsync();
        body["input"]!["image"]!["checksum"] = "sha256:" + new string('0', 64);
        var jobId = await Api.SubmitAsync(body);

        var failure = await Api.WaitForEventAsync(jobId, "failure");

        var error = failure.GetProperty("error");
        Assert.Equal("checksum_mismatch", error.GetProperty("code").GetString());
        Assert.Equal(Digest.Of(SmallDisk.Create()), error.GetProperty("details").GetProperty("actual").GetString());
        var plan = await Api.GetAsync($"api/jobs/{jobId}/plan");
        Assert.Equal((HttpStatusCode.Conflict, "plan_not_ready"), (plan.Status, plan.Code));
    }

    [Fact]
    public async Task Checksum_ThatFits_IsAccepted()
    {
        var body = await NewDiskJobAsync();
        body["input"]!["image"]!["checksum"] = Digest.Of(SmallDisk.Create());
        var jobId = await Api.SubmitAsync(body);

        await Api.WaitForEventAsync(jobId, "approval_required");
    }

    [Theory]
    [InlineData("../../etc/passwd", "input_not_allowed")]
    [InlineData("/etc/passwd", "input_not_allowed")]
    [InlineData("no/such/file.img", "input_not_found")]
    public async Task Path_OutsideTheRootsOrAbsent_FailsWithoutALeak(string path, string code)
    {
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = "disk.inspect",
            ["input"] = new JsonObject { ["image"] = new JsonObject { ["path"] = path } },
        });

        var failure = await Api.WaitForEventAsync(jobId, "failure");

        var error = failure.GetProperty("error");
        Assert.SkipWhen(
            code == "input_not_found" && error.GetProperty("message").GetString()!.Contains("Inputs:Roots is empty", StringComparison.Ordinal),
            $"{Host.Name} lets jobs read no folder: it has no Inputs:Roots.");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.DoesNotContain("root:", failure.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownUpload_FailsByName()
    {
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = "disk.inspect",
            ["input"] = new JsonObject { ["image"] = new JsonObject { ["upload_id"] = "nothing" } },
        });

        var failure = await Api.WaitForEventAsync(jobId, "failure");

        Assert.Equal("input_not_found", failure.GetProperty("error").GetProperty("code").GetString());
        var result = await Api.GetAsync($"api/jobs/{jobId}/result");
        Assert.Equal((HttpStatusCode.OK, "failed"), (result.Status, result.Text("status")));
    }
}
