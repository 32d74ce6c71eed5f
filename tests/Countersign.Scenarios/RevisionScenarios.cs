using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Plan versions: edits, rollbacks, and plans that answer feedback.</summary>
public abstract class RevisionScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Edit_MakesANewVersion_AndOnlyThatIsExecuted()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);

        var edited = await EditAsync(jobId, first, Without(first, "file_systems"));
        var stale = await ApproveAsync(jobId, first.Text("hash"));
        var approved = await ApproveAsync(jobId, edited.Text("hash"));

        Assert.Equal((HttpStatusCode.OK, 2), (edited.Status, edited.Body.GetProperty("version").GetInt32()));
        Assert.StartsWith("user:", edited.Text("created_by"), StringComparison.Ordinal);
        Assert.Equal($"\"{edited.Text("hash")}\"", edited.Headers.ETag?.Tag);
        Assert.Equal((HttpStatusCode.Conflict, "plan_changed"), (stale.Status, stale.Code));
        Assert.Equal(HttpStatusCode.OK, approved.Status);
        await Api.WaitForEventAsync(jobId, "completion");
        var result = await Api.GetAsync($"api/jobs/{jobId}/result");
        Assert.Equal(edited.Text("hash"), result.Text("executed_plan_hash"));
        Assert.Equal(["container", "partitions"], await StartedStepsAsync(jobId));
    }

    [Fact]
    public async Task Edit_TellsOfTheVersion_AndResetsTheVotes()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["required"] = 2 });
        var first = await PlanAsync(jobId);
        await ApproveAsync(jobId, first.Text("hash"));

        var edited = await EditAsync(jobId, first, Without(first, "container"));

        var job = await Api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal("awaiting_approval", job.Text("status"));
        Assert.Equal(0, job.Body.GetProperty("approval").GetProperty("votes").GetArrayLength());
        Assert.Equal(edited.Text("hash"), job.Body.GetProperty("plan").GetProperty("hash").GetString());
        var events = await Api.ReadEventsAsync(jobId);
        var revised = Assert.Single(events, entry => Type(entry) == "plan_revised").GetProperty("data");
        Assert.Equal("edit", revised.GetProperty("reason").GetString());
        Assert.Equal("approval_required", Type(events[^1]));
    }

    [Fact]
    public async Task Edit_WithoutIfMatch_IsRefused_AndWithAStaleOneToo()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);

        var without = await PatchAsync(jobId, Without(first, "container"), ifMatch: null);
        await EditAsync(jobId, first, Without(first, "container"));
        var stale = await EditAsync(jobId, first, Without(first, "file_systems"));

        Assert.Equal((428, "precondition_required"), ((int)without.Status, without.Code));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "plan_changed"), (stale.Status, stale.Code));
    }

    [Fact]
    public async Task Edit_ThatTheKindRefuses_NamesTheStepAndTheReason()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);
        var steps = Without(first, "none");
        steps[0]!["preview"] = "Reads nothing at all.";

        var answer = await EditAsync(jobId, first, steps);
        var empty = await EditAsync(jobId, first, []);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "plan_invalid"), (answer.Status, answer.Code));
        Assert.Contains("as the planner made it", answer.Body.GetProperty("errors").GetProperty("steps.container")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "plan_invalid"), (empty.Status, empty.Code));
        Assert.Equal(1, (await PlanAsync(jobId)).Body.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("depends_on", """["nobody"]""", "nobody")]
    [InlineData("inputs", """["/etc/passwd"]""", "/etc/passwd")]
    public async Task Edit_ThatNoKindCouldRun_IsRefused(string field, string value, string named)
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);
        var steps = Without(first, "none");
        steps[1]![field] = JsonNode.Parse(value);

        var answer = await EditAsync(jobId, first, steps);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "plan_invalid"), (answer.Status, answer.Code));
        Assert.Contains(named, answer.Body.GetProperty("errors").GetProperty("steps.partitions")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_WithFieldsThatNoStepHas_IsRefusedByName()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);
        var steps = Without(first, "none");
        steps[0]!["command"] = "rm";

        var answer = await EditAsync(jobId, first, steps);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("steps[0].command", out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Edit_AfterTheDecision_IsRefused()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);
        await ApproveAsync(jobId, first.Text("hash"));

        var late = await EditAsync(jobId, first, Without(first, "container"));

        Assert.Equal((HttpStatusCode.Conflict, "already_decided"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Edit_TenTimesAtOnce_HasOneWinner()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => EditAsync(jobId, first, Without(first, "container"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
            Assert.Equal((HttpStatusCode.PreconditionFailed, "plan_changed"), (answer.Status, answer.Code)));
    }

    [Fact]
    public async Task Rollback_MakesANewVersionWithTheOldSteps()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);
        await EditAsync(jobId, first, Without(first, "container"));

        var rolledBack = await Api.PostAsync($"api/jobs/{jobId}/plan/rollback", new JsonObject { ["version"] = 1 });
        var unknown = await Api.PostAsync($"api/jobs/{jobId}/plan/rollback", new JsonObject { ["version"] = 3 });

        Assert.Equal((HttpStatusCode.OK, 3), (rolledBack.Status, rolledBack.Body.GetProperty("version").GetInt32()));
        Assert.Equal(first.Body.GetProperty("steps").GetRawText(), rolledBack.Body.GetProperty("steps").GetRawText());
        Assert.NotEqual(first.Text("hash"), rolledBack.Text("hash"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
    }

    [Fact]
    public async Task Versions_AreListedWithTheirDecisions_AndCompared()
    {
        var jobId = await NewHeldJobAsync();
        var first = await PlanAsync(jobId);
        var edited = await EditAsync(jobId, first, Without(first, "partitions"));
        await ApproveAsync(jobId, edited.Text("hash"));

        var versions = (await Api.GetAsync($"api/jobs/{jobId}/plan/versions")).Body.GetProperty("items").EnumerateArray().ToArray();
        var one = await Api.GetAsync($"api/jobs/{jobId}/plan/versions/1");
        var diff = await Api.GetAsync($"api/jobs/{jobId}/plan/diff?from=1&to=2");
        var unknown = await Api.GetAsync($"api/jobs/{jobId}/plan/versions/7");

        Assert.Equal([1, 2], versions.Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal(JsonValueKind.Null, versions[0].GetProperty("decision").ValueKind);
        Assert.True(versions[1].GetProperty("decision").GetProperty("approved").GetBoolean());
        Assert.Equal(first.Body.GetRawText(), one.Body.GetRawText());
        Assert.Equal(
            ["container unchanged", "file_systems unchanged", "partitions removed"],
            diff.Body.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("id").GetString()} {step.GetProperty("change").GetString()}"));
        Assert.Equal((HttpStatusCode.NotFound, "plan_version_not_found"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task Reject_WithReplan_GetsAPlanThatAnswersTheFeedback()
    {
        var jobId = await NewHeldJobAsync();

        var rejected = await ReplanAsync(jobId, "Skip the file systems, please.");
        await Api.WaitForEventAsync(jobId, "plan_revised");
        var second = await HeldVersionAsync(jobId, 2);
        var approved = await ApproveAsync(jobId, second.Text("hash"));

        Assert.Equal(HttpStatusCode.OK, rejected.Status);
        Assert.True(rejected.Body.GetProperty("decision").GetProperty("replan").GetBoolean());
        Assert.Equal("Skip the file systems, please.", second.Text("feedback"));
        Assert.Equal("planner", second.Text("created_by"));
        Assert.Equal(["container", "partitions"], second.Body.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.OK, approved.Status);
        await Api.WaitForEventAsync(jobId, "completion");
    }

    [Fact]
    public async Task Feedback_ThatTheKindCannotFollow_IsSaidInThePlan()
    {
        var jobId = await NewHeldJobAsync();

        await ReplanAsync(jobId, "Make it <b>blue</b>.");
        var second = await HeldVersionAsync(jobId, 2);

        Assert.Contains("was not followed", second.Body.GetProperty("steps")[0].GetProperty("preview").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replan_PastMaxRounds_RejectsTheJob()
    {
        var body = await NewDiskJobAsync();
        body["max_rounds"] = 2;
        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        await ReplanAsync(jobId, "Skip partition 1.");
        await HeldVersionAsync(jobId, 2);

        var last = await ReplanAsync(jobId, "Skip the container.");

        Assert.Equal((HttpStatusCode.OK, "rejected"), (last.Status, last.Text("status")));
        var ended = await Api.WaitForEventAsync(jobId, "rejected");
        Assert.Equal(2, ended.GetProperty("data").GetProperty("max_rounds_reached").GetInt32());
        Assert.Empty(await StartedStepsAsync(jobId));
    }

    [Theory]
    [InlineData("""{"approved":true,"replan":true}""", "replan")]
    [InlineData("""{"approved":false,"replan":true}""", "feedback")]
    [InlineData("""{"approved":false,"exclude":["container"]}""", "exclude")]
    [InlineData("""{"approved":true,"exclude":["nobody"]}""", "exclude")]
    [InlineData("""{"approved":true,"exclude":["container","partitions","file_systems"]}""", "exclude")]
    public async Task Decide_WhatCannotBeMeant_NamesTheField(string body, string field)
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.PostAsync($"api/jobs/{jobId}/approve", JsonNode.Parse(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Exclude_LeavesStepsOut_AndSaysSoEverywhere()
    {
        var jobId = await NewHeldJobAsync();
        var plan = await PlanAsync(jobId);

        var approved = await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject
        {
            ["approved"] = true, ["plan_hash"] = plan.Text("hash"), ["exclude"] = new JsonArray("partitions"),
        });
        await Api.WaitForEventAsync(jobId, "completion");

        Assert.Equal("partitions", Assert.Single(approved.Body.GetProperty("decision").GetProperty("exclude").EnumerateArray()).GetString());
        Assert.Equal(["container", "file_systems"], await StartedStepsAsync(jobId));
        var skipped = Assert.Single(await Api.ReadEventsAsync(jobId), entry => Type(entry) == "step_skipped");
        Assert.Equal("partitions", skipped.GetProperty("data").GetProperty("step").GetString());
        var steps = (await Api.GetAsync($"api/jobs/{jobId}/steps")).Body.GetProperty("items").EnumerateArray();
        Assert.Equal(["completed", "skipped", "completed"], steps.Select(step => step.GetProperty("status").GetString()));
        var result = await Api.GetAsync($"api/jobs/{jobId}/result");
        Assert.Equal("partitions", Assert.Single(result.Body.GetProperty("skipped_steps").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Decide_WithTheSameKey_IsAnsweredAlike()
    {
        var jobId = await NewHeldJobAsync(new JsonObject { ["required"] = 2 });
        var yes = new JsonObject { ["approved"] = true };
        (string, string)[] key = [("Idempotency-Key", NewId())];

        var first = await Api.PostAsync($"api/jobs/{jobId}/approve", yes, key);
        var again = await Api.PostAsync($"api/jobs/{jobId}/approve", yes.DeepClone(), key);
        var other = await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false }, key);

        Assert.Equal((HttpStatusCode.Accepted, first.Body.GetRawText()), (again.Status, again.Body.GetRawText()));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_reused"), (other.Status, other.Code));
    }

    private static string Type(JsonElement entry) => entry.GetProperty("type").GetString()!;

    private Task<ApiAnswer> PlanAsync(string jobId) => Api.GetAsync($"api/jobs/{jobId}/plan");

    private static JsonArray Without(ApiAnswer plan, string stepId) =>
        [.. plan.Body.GetProperty("steps").EnumerateArray()
            .Where(step => step.GetProperty("id").GetString() != stepId)
            .Select(step => JsonNode.Parse(step.GetRawText()))];

    private Task<ApiAnswer> EditAsync(string jobId, ApiAnswer plan, JsonArray steps) => PatchAsync(jobId, steps, plan.Headers.ETag!.Tag);

    private Task<ApiAnswer> PatchAsync(string jobId, JsonArray steps, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"api/jobs/{jobId}/plan")
        {
            Content = JsonContent.Create(new JsonObject { ["steps"] = steps }),
        };
        if (ifMatch is not null)
        {
            request.Headers.Add("If-Match", ifMatch);
        }

        return Api.SendAsync(request);
    }

    private Task<ApiAnswer> ApproveAsync(string jobId, string hash) =>
        Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = hash });

    private Task<ApiAnswer> ReplanAsync(string jobId, string feedback) => Api.PostAsync(
        $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = feedback });

    /// <summary>The version, once it is held.</summary>
    private async Task<ApiAnswer> HeldVersionAsync(string jobId, int version)
    {
        for (var after = 0L; ;)
        {
            var page = await Api.GetAsync($"api/jobs/{jobId}/events?after={after}&wait=30");
            var events = page.Body.GetProperty("events").EnumerateArray().ToArray();
            Assert.NotEmpty(events);
            if (events.Any(entry => Type(entry) == "approval_required" && entry.GetProperty("data").GetProperty("plan_version").GetInt32() == version))
            {
                return await PlanAsync(jobId);
            }

            after = page.Body.GetProperty("next").GetInt64();
        }
    }

    private async Task<IEnumerable<string?>> StartedStepsAsync(string jobId) => (await Api.ReadEventsAsync(jobId))
        .Where(entry => Type(entry) == "step_started")
        .Select(entry => entry.GetProperty("data").GetProperty("step").GetString());
}
