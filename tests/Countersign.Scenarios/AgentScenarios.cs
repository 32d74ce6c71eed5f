using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Images;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>A goal in words, planned by rules, with nothing on the host but uploads and files of the request.</summary>
public abstract class AgentScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Goal_BecomesAPlan_ThatFeedbackNarrows_AndThatRunsAsApproved()
    {
        var jobId = await NewJobAsync(seed: 41);

        var first = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        Assert.Equal(["code.analysis", "disk.inspect"], Kinds(first).Order(StringComparer.Ordinal));
        Assert.Contains("- code.analysis: the goal says", Preview(first, 0), StringComparison.Ordinal);
        await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = "exclude code.analysis" });
        await Api.WaitForEventAsync(jobId, "plan_revised");

        var second = await Api.GetAsync($"api/jobs/{jobId}/plan");
        Assert.Equal(["disk.inspect"], Kinds(second.Body));
        Assert.Equal("exclude code.analysis", second.Text("feedback"));
        Assert.All(second.Body.GetProperty("steps").EnumerateArray(), step => Assert.Equal("read", step.GetProperty("risk").GetString()));
        Assert.Contains("is left out, as the feedback says", Preview(second.Body, 0), StringComparison.Ordinal);
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body;
        Assert.Equal(second.Text("hash"), result.GetProperty("executed_plan_hash").GetString());
        var document = result.GetProperty("result");
        var inspected = Assert.Single(document.GetProperty("jobs").EnumerateArray(), job => job.GetProperty("kind").GetString() == "disk.inspect");
        Assert.Equal("mbr", inspected.GetProperty("result").GetProperty("partition_table").GetProperty("scheme").GetString());
        var analysed = Assert.Single(document.GetProperty("jobs").EnumerateArray(), job => job.GetProperty("kind").GetString() == "code.analysis");
        Assert.Equal(JsonValueKind.Null, analysed.GetProperty("result").ValueKind);
        var executed = (await Api.GetAsync($"api/jobs/{jobId}/steps")).Body.GetProperty("items").EnumerateArray().Select(step => step.GetProperty("step_id").GetString());
        Assert.Equal(second.Body.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()).Order(StringComparer.Ordinal), executed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Steps_AreThoseThatTheKindPlansForAJobOfItsOwn()
    {
        var jobId = await NewJobAsync(seed: 42);
        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        var inputs = (await Api.GetAsync($"api/jobs/{jobId}/analysis")).Body.GetProperty("facts").GetProperty("jobs");

        foreach (var part in inputs.EnumerateArray())
        {
            var kind = part.GetProperty("kind").GetString()!;
            var alone = await Api.SubmitAsync(new JsonObject { ["kind"] = kind, ["input"] = JsonNode.Parse(part.GetProperty("input").GetRawText()) });
            await Api.WaitForEventAsync(alone, "approval_required");
            var own = (await Api.GetAsync($"api/jobs/{alone}/plan")).Body.GetProperty("steps").EnumerateArray().ToArray();
            var planned = plan.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("id").GetString()!.StartsWith($"{part.GetProperty("number")}-", StringComparison.Ordinal)).ToArray();
            Assert.Equal(own.Select(Told), planned.Select(Told));
            await Api.PostAsync($"api/jobs/{alone}/cancel");
        }

        await Api.PostAsync($"api/jobs/{jobId}/cancel");

        // The two lines before say which job it is, and its input.
        static string Told(JsonElement step)
        {
            var preview = step.GetProperty("preview").GetString()!;
            var lines = preview.StartsWith("# job ", StringComparison.Ordinal) ? string.Join('\n', preview.Split('\n').Skip(2)) : preview;
            return $"{step.GetProperty("action").GetString()!.Split('/')[^1]} {step.GetProperty("risk")} {step.GetProperty("inputs")} {lines}";
        }
    }

    [Fact]
    public async Task Goal_ThatNoRuleFits_IsAPlanThatDoesNothingAndSaysSo()
    {
        var jobId = await Api.SubmitAsync(new JsonObject { ["kind"] = "agent.plan", ["input"] = new JsonObject { ["goal"] = "Buy milk" }, ["approval"] = new JsonObject { ["mode"] = "none" } });

        await Api.WaitForEventAsync(jobId, "completion");

        Assert.Contains("nothing will be done", Preview((await Api.GetAsync($"api/jobs/{jobId}/plan")).Body, 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_IsNoPartOfItsOwnPlans()
    {
        var answer = await Api.PostAsync("api/jobs", new JsonObject
        {
            ["kind"] = "agent.plan",
            ["input"] = new JsonObject { ["goal"] = "More of this", ["parameters"] = new JsonObject { ["agent.plan"] = new JsonObject { ["goal"] = "x" } } },
        });

        Assert.Equal("invalid_request", answer.Code);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("input.parameters.agent.plan", out _), answer.Body.ToString());
    }

    private async Task<string> NewJobAsync(byte seed)
    {
        var upload = await Api.UploadAsync("small.img", SmallDisk.Create(seed));
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = "agent.plan",
            ["input"] = new JsonObject
            {
                ["goal"] = "Review this code and tell me what is on the disk",
                ["parameters"] = new JsonObject { ["disk.inspect"] = new JsonObject { ["image"] = new JsonObject { ["upload_id"] = upload } } },
                ["source"] = new JsonObject { ["files"] = new JsonArray(new JsonObject { ["path"] = "app.py", ["content"] = "password = 'hunter2hunter2'\n" }) },
            },
        });
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private static string Preview(JsonElement plan, int step) => plan.GetProperty("steps")[step].GetProperty("preview").GetString()!;

    private static string[] Kinds(JsonElement plan) =>
        [.. plan.GetProperty("steps").EnumerateArray().Skip(1).Select(step => step.GetProperty("action").GetString()!.Split('/')[0]).Distinct()];
}
