using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>What waits for whom, decisions in many, and who may do what with somebody else's job.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    private readonly RecordedStepsKind _kind = new();
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(_kind);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Inbox_ShowsEachWhatTheyCanDecide()
    {
        var open = await HoldAsync();
        var bobs = await HoldAsync(new JsonObject { ["approvers"] = new JsonArray("user:bob") });
        var strict = await HoldAsync(new JsonObject { ["allow_self"] = false });
        var voted = await HoldAsync(new JsonObject { ["required"] = 2 });
        await _server.PostAsync(Person.Ann, $"api/jobs/{voted}/approve", new JsonObject { ["approved"] = true });

        Assert.Equal([strict, open], await InboxAsync(Person.Ann));
        Assert.Equal([voted, strict, bobs, open], await InboxAsync(Person.Bob));
        Assert.Equal([voted, open], await InboxAsync(Person.Owner));
        Assert.Empty(await InboxAsync(Person.Agent));
        Assert.Empty(await InboxAsync(Person.Stranger));
    }

    [Fact]
    public async Task Item_SaysWhatIsNeededToDecide()
    {
        var jobId = await HoldAsync(new JsonObject { ["required"] = 2 });
        var plan = await _server.GetAsync(Person.Ann, $"api/jobs/{jobId}/plan");

        var item = (await _server.GetAsync(Person.Ann, "api/approvals?assignee=me&state=open")).Body.GetProperty("items")[0];

        Assert.Equal(plan.Body.GetProperty("hash").GetString(), item.GetProperty("plan_hash").GetString());
        Assert.Equal(("owner", "write", 0, 2), (
            item.GetProperty("requester").GetString(), item.GetProperty("risk").GetString(),
            item.GetProperty("votes").GetInt32(), item.GetProperty("required").GetInt32()));
        Assert.Equal(JsonValueKind.String, item.GetProperty("due_at").ValueKind);
    }

    [Fact]
    public async Task Pages_ShowEverythingOnce_AmongMuchThatIsNotTheCallers()
    {
        var wanted = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
            var jobId = await HoldAsync(i % 3 == 0 ? new JsonObject { ["approvers"] = new JsonArray("user:bob") } : null);
            if (i % 3 == 0)
            {
                wanted.Insert(0, jobId);
            }
        }

        var bobOnly = new Person("bob", "user");
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _server.GetAsync(bobOnly, $"api/approvals?assignee=me&limit=2{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}");
            var items = page.Body.GetProperty("items");
            Assert.InRange(items.GetArrayLength(), 0, 2);
            seen.AddRange(items.EnumerateArray().Select(item => item.GetProperty("job_id").GetString()!));
            cursor = page.Body.GetProperty("next_cursor").GetString();
        }

        Assert.Equal(wanted, seen);
    }

    [Fact]
    public async Task Batch_TakesOrRefusesEachForItself()
    {
        var first = await HoldAsync();
        var second = await HoldAsync();
        var theirs = await HoldAsync(new JsonObject { ["approvers"] = new JsonArray("user:bob") });
        var mine = new Person("ann", "approver");

        var answer = await _server.PostAsync(mine, "api/approvals/batch", new JsonObject
        {
            ["decisions"] = new JsonArray(
                await DecisionAsync(first, approved: true),
                new JsonObject { ["job_id"] = second, ["approved"] = true, ["plan_hash"] = "sha256:0" },
                await DecisionAsync(second, approved: false),
                await DecisionAsync(first, approved: true),
                await DecisionAsync(theirs, approved: true)),
        });

        Assert.Equal(
            ["200 ", "409 plan_changed", "200 ", "409 already_decided", "404 job_not_found"],
            answer.Body.GetProperty("results").EnumerateArray().Select(result => $"{result.GetProperty("status").GetInt32()} {result.GetProperty("code").GetString()}"));
        await _server.UntilAsync(first, record => record.Job.Status == JobStatus.Completed);
        Assert.Equal(JobStatus.Rejected, (await _server.Jobs.GetAsync(second, CancellationToken.None))!.Job.Status);
    }

    [Fact]
    public async Task Batch_ThatIsNotValid_NamesTheFields()
    {
        var answer = await _server.PostAsync(
            Person.Ann, "api/approvals/batch", JsonNode.Parse("""{"decisions":[{"job_id":"a","approved":true},{"approved":true,"plan_hash":"x","role":"admin"}]}"""));

        var errors = answer.Body.GetProperty("errors");
        Assert.Equal(400, answer.Status);
        Assert.All(["decisions[0].plan_hash", "decisions[1].job_id", "decisions[1].role"], field => Assert.True(errors.TryGetProperty(field, out _), answer.Text));
    }

    [Fact]
    public async Task Approver_ReadsTheJob_AndDoesNotOwnIt()
    {
        var jobId = await HoldAsync();

        var read = await _server.GetAsync(Person.Ann, $"api/jobs/{jobId}");
        var cancelled = await _server.PostAsync(Person.Ann, $"api/jobs/{jobId}/cancel");
        var stranger = await _server.GetAsync(Person.Stranger, $"api/jobs/{jobId}");

        Assert.Equal(200, read.Status);
        Assert.Equal((403, "forbidden"), (cancelled.Status, cancelled.Code));
        Assert.Equal((404, "job_not_found"), (stranger.Status, stranger.Code));
    }

    [Fact]
    public async Task Agent_Revises_AndNeverApproves()
    {
        var named = new JsonObject { ["approvers"] = new JsonArray("user:robot", "user:ann") };
        var jobId = await HoldAsync(named);
        var plan = await _server.GetAsync(Person.Agent, $"api/jobs/{jobId}/plan");

        var approved = await _server.PostAsync(Person.Agent, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
        var edited = await EditAsync(Person.Agent, jobId, plan);

        Assert.Equal((403, "not_an_approver"), (approved.Status, approved.Code));
        Assert.Equal((200, "user:robot"), (edited.Status, edited.Body.GetProperty("created_by").GetString()));
    }

    [Fact]
    public async Task Editor_IsNotTheSoleApprover_WhereNobodyApprovesTheirOwn()
    {
        var strict = await HoldAsync(new JsonObject { ["allow_self"] = false });
        var shared = await HoldAsync(new JsonObject { ["allow_self"] = false, ["required"] = 2 });
        foreach (var jobId in (string[])[strict, shared])
        {
            Assert.Equal(200, (await EditAsync(Person.Ann, jobId, await _server.GetAsync(Person.Ann, $"api/jobs/{jobId}/plan"))).Status);
        }

        var alone = await _server.PostAsync(Person.Ann, $"api/jobs/{strict}/approve", new JsonObject { ["approved"] = true });
        var other = await _server.PostAsync(Person.Bob, $"api/jobs/{strict}/approve", new JsonObject { ["approved"] = true });
        var together = await _server.PostAsync(Person.Ann, $"api/jobs/{shared}/approve", new JsonObject { ["approved"] = true });

        Assert.Equal((403, "self_approval"), (alone.Status, alone.Code));
        Assert.Equal((200, 202), (other.Status, together.Status));
    }

    [Fact]
    public async Task Votes_ForDifferentThings_DoNotAddUp()
    {
        var jobId = await HoldAsync(new JsonObject { ["required"] = 2 });
        await _server.PostAsync(Person.Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["exclude"] = new JsonArray("b") });

        var whole = await _server.PostAsync(Person.Bob, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
        var needed = await _server.PostAsync(Person.Bob, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["exclude"] = new JsonArray("a") });
        var same = await _server.PostAsync(Person.Bob, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["exclude"] = new JsonArray("b") });

        Assert.Equal((409, "exclusion_differs"), (whole.Status, whole.Code));
        Assert.Equal((409, "step_needed"), (needed.Status, needed.Code));
        Assert.Contains("'a' is needed by 'd'", needed.Text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(200, same.Status);
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);
        Assert.Equal(["a", "c", "d"], _kind.Runs.Select(run => run.StepId));
    }

    private Task<Answer> EditAsync(Person person, string jobId, Answer plan) => _server.PatchAsync(
        person,
        $"api/jobs/{jobId}/plan",
        new JsonObject { ["steps"] = new JsonArray(JsonNode.Parse(plan.Body.GetProperty("steps")[0].GetRawText())) },
        ("If-Match", plan.Headers.ETag.ToString()));

    private async Task<JsonObject> DecisionAsync(string jobId, bool approved) => new()
    {
        ["job_id"] = jobId, ["approved"] = approved, ["plan_hash"] = (await _server.Jobs.GetAsync(jobId, CancellationToken.None))!.Job.Plan!.Hash,
    };

    private async Task<string> HoldAsync(JsonObject? approval = null)
    {
        _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var body = new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject(), ["approval"] = approval?.DeepClone() };
        var jobId = await _server.SubmitAsync(Person.Owner, body);
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        return jobId;
    }

    private async Task<IEnumerable<string>> InboxAsync(Person person) =>
        (await _server.GetAsync(person, "api/approvals?assignee=me&state=open")).Body.GetProperty("items")
        .EnumerateArray().Select(item => item.GetProperty("job_id").GetString()!);
}
