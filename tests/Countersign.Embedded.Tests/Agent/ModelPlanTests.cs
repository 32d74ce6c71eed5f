using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Images;
using Xunit;

namespace Countersign.Embedded.Tests.Agent;

/// <summary><c>agent.plan</c> with a model behind a real HTTP server, from submission to result.</summary>
public sealed class ModelPlanTests : HostTest
{
    private const string Key = "sk-hush-hush-4711";

    private readonly ModelServer _model = new();

    protected override async Task<EmbeddedHostSettings> PrepareAsync(EmbeddedHostSettings plain)
    {
        await File.WriteAllBytesAsync(Path.Combine(Folder, "disk.img"), SmallDisk.Create());
        var config = new JsonObject
        {
            ["Agent"] = new JsonObject
            {
                ["Endpoint"] = _model.Endpoint,
                ["Model"] = "tiny-1",
                ["ApiKeySecret"] = "MODEL_KEY",
                ["InputPrice"] = 2,
                ["OutputPrice"] = 10,
                ["Timeout"] = "00:00:05",
                ["MaxRounds"] = 3,
            },
            ["Secrets"] = new JsonObject { ["MODEL_KEY"] = Key },
            ["Execution"] = new JsonObject { ["Retries"] = new JsonObject { ["agent.plan"] = 0 } },
        };
        return plain with { ConfigFile = await WriteConfigAsync(config.ToJsonString()) };
    }

    protected override ValueTask EndAsync() => _model.DisposeAsync();

    [Fact]
    public async Task GoodAnswer_IsPlannedApprovedAndRun_WithItsCostAndItsTranscript()
    {
        _model.Then(("disk_inspect", """{"image": {"path": "disk.img"}}"""), ("finish", """{"reason": "one image"}"""));
        var jobId = await HeldAsync();

        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var (path, key, body) = Assert.Single(_model.Requests);
        Assert.Equal(("/v1/chat/completions", "Bearer " + Key, "tiny-1"), (path, key, body.GetProperty("model").GetString()));
        var functions = body.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()).ToArray();
        Assert.Contains("disk_inspect", functions);
        Assert.DoesNotContain("agent_plan", functions);
        var actual = (await Api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("cost").GetProperty("actual");
        Assert.Equal((1_000, 0.0028), (actual.GetProperty("tokens").GetInt32(), actual.GetProperty("cost").GetDouble()));
        var result = (await Api.GetAsync($"api/jobs/{jobId}/result")).Body.GetProperty("result");
        Assert.Equal("mbr", result.GetProperty("jobs")[0].GetProperty("result").GetProperty("partition_table").GetProperty("scheme").GetString());
        var transcript = await Api.Http.GetStringAsync(new Uri($"api/jobs/{jobId}/artifacts/transcript.json", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("disk_inspect", transcript, StringComparison.Ordinal);
        foreach (var part in (string[])["", "/plan", "/analysis", "/events", "/logs", "/result"])
        {
            Assert.DoesNotContain(Key, (await Api.GetAsync($"api/jobs/{jobId}{part}")).Body.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task InvalidCall_IsAnsweredBack_AndCorrected()
    {
        _model
            .Then(("disk_inspect", """{"image": {"path": "nowhere.img"}}"""), ("erase_everything", "{}"))
            .Then(("disk_inspect", """{"image": {"path": "disk.img"}}"""), ("finish", "{}"));
        var jobId = await HeldAsync();

        var answers = _model.Requests.ToArray()[1].Body.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() == "tool").Select(message => message.GetProperty("content").GetString()!).ToArray();
        Assert.Contains("input_not_found", answers[0], StringComparison.Ordinal);
        Assert.Contains("'erase_everything' is no kind that a plan may be made of", answers[1], StringComparison.Ordinal);
        var steps = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("action").GetString()!).ToArray();
        Assert.All(steps.Skip(1), action => Assert.StartsWith("disk.inspect/", action, StringComparison.Ordinal));
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
    }

    [Fact]
    public async Task Feedback_IsToldToTheModel_AndItsNewJobsAreAnalysedBeforeAnybodyDecides()
    {
        await File.WriteAllBytesAsync(Path.Combine(Folder, "other.img"), SmallDisk.Create(seed: 7), TestContext.Current.CancellationToken);
        _model
            .Then(("disk_inspect", """{"image": {"path": "disk.img"}}"""), ("finish", "{}"))
            .Then(("disk_inspect", """{"image": {"path": "other.img"}}"""), ("finish", "{}"));
        var jobId = await HeldAsync();

        await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = "the other image" });
        await Api.WaitForEventAsync(jobId, "plan_revised");
        var plan = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Body;
        Assert.Equal("other.img", plan.GetProperty("steps")[1].GetProperty("inputs")[0].GetString());
        Assert.Contains((await Api.GetAsync($"api/jobs/{jobId}/analysis")).Body.GetProperty("content").EnumerateArray(), entry => entry.GetProperty("name").GetString() == "other.img");
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        Assert.Contains("the other image", _model.Requests.ToArray()[1].Body.GetProperty("messages").ToString(), StringComparison.Ordinal);
        Assert.Equal(2_000, (await Api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("cost").GetProperty("actual").GetProperty("tokens").GetInt32());
    }

    [Fact]
    public async Task Budget_ThatIsExceeded_FailsTheJobAndShowsWhatWasUsed()
    {
        _model.Usage = (40_000, 10_000);
        _model.Then(("disk_inspect", """{"image": {"path": "disk.img"}}"""), ("finish", "{}"));
        var jobId = await Api.SubmitAsync(Body(new JsonObject { ["tokens"] = 20_000 }));

        var error = await FailureAsync(jobId);

        Assert.Equal("budget_exceeded", error.GetProperty("code").GetString());
        Assert.Equal(50_000, error.GetProperty("details").GetProperty("tokens").GetInt32());
        Assert.Equal(50_000, (await Api.GetAsync($"api/jobs/{jobId}")).Body.GetProperty("cost").GetProperty("actual").GetProperty("tokens").GetInt32());
        Assert.Single(_model.Requests);
    }

    [Theory]
    [InlineData("no JSON", HttpStatusCode.OK, "model_failed")]
    [InlineData("""{"choices": []}""", HttpStatusCode.OK, "model_failed")]
    [InlineData("""{"choices": [{"message": "text"}]}""", HttpStatusCode.OK, "model_failed")]
    [InlineData("""{"error": {"message": "no such model"}}""", HttpStatusCode.NotFound, "model_failed")]
    [InlineData("""{"error": {"message": "wrong key sk-hush-hush-4711"}}""", HttpStatusCode.Unauthorized, "model_failed")]
    [InlineData("busy", HttpStatusCode.TooManyRequests, "model_unavailable")]
    [InlineData("down", HttpStatusCode.BadGateway, "model_unavailable")]
    public async Task Answer_ThatIsNone_FailsTheJobByCode(string text, HttpStatusCode status, string code)
    {
        _model.ThenText(text, status);
        var jobId = await Api.SubmitAsync(Body());

        var error = await FailureAsync(jobId);

        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatIsTooLarge_IsNotRead()
    {
        _model.ThenText(new string(' ', 300 * 1024));
        var jobId = await Api.SubmitAsync(Body());

        Assert.Contains("Agent:MaxAnswerBytes", (await FailureAsync(jobId)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_ThatDoesNotAnswer_IsGivenUp()
    {
        _model.ThenNothing();
        var jobId = await Api.SubmitAsync(Body());

        var error = await FailureAsync(jobId);

        Assert.Equal("model_unavailable", error.GetProperty("code").GetString());
        Assert.Contains("Agent:Timeout", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var other = new ModelServer();
        _model.ThenRedirect(other.Endpoint + "/chat/completions");
        var jobId = await Api.SubmitAsync(Body());

        Assert.Equal("model_failed", (await FailureAsync(jobId)).GetProperty("code").GetString());
        Assert.Empty(other.Requests);
    }

    private static JsonObject Body(JsonObject? budget = null) => new()
    {
        ["kind"] = "agent.plan",
        ["input"] = new JsonObject { ["goal"] = "What is on the disk?" },
        ["budget"] = budget,
    };

    private async Task<string> HeldAsync()
    {
        var jobId = await Api.SubmitAsync(Body());
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private async Task<JsonElement> FailureAsync(string jobId) => (await Api.WaitForEventAsync(jobId, "failure")).GetProperty("error");
}
