using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Submitting, reading, listing and cancelling jobs.</summary>
public abstract class JobScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task Job_ApprovedByAPerson_RunsFromAnalysisToResult()
    {
        var jobId = await NewHeldJobAsync();

        var held = await Api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal("awaiting_approval", held.Text("status"));
        Assert.Equal("approval", held.Text("phase"));

        var decided = await Api.ApproveAsync(jobId);
        Assert.Equal(HttpStatusCode.OK, decided.Status);
        await Api.WaitForEventAsync(jobId, "completion");

        var result = await Api.GetAsync($"api/jobs/{jobId}/result");
        var plan = await Api.GetAsync($"api/jobs/{jobId}/plan");
        Assert.Equal("completed", result.Text("status"));
        Assert.Equal(plan.Text("hash"), result.Text("executed_plan_hash"));
        Assert.Equal("Object", result.Body.GetProperty("result").ValueKind.ToString());

        var job = await Api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal(100, job.Body.GetProperty("progress").GetInt32());
        Assert.True(job.Body.GetProperty("duration_seconds").GetDouble() >= 0);
        var steps = await Api.GetAsync($"api/jobs/{jobId}/steps");
        Assert.All(steps.Body.GetProperty("items").EnumerateArray(), step => Assert.Equal("completed", step.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Submit_OfAValidJob_SaysWhereToAskAfterIt()
    {
        var answer = await Api.PostAsync("api/jobs", await NewDiskJobAsync());

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var expected = $"/api/instances/{answer.Text("job_id")}";
        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        Assert.Equal(expected, answer.Text("status_query_get_uri"));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("pending", answer.Text("status"));
        Assert.Equal(0, answer.Body.GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public async Task Submit_AgainWithTheSameJobId_AnswersWithTheSameJob()
    {
        var body = await NewDiskJobAsync();
        body["job_id"] = NewId();
        var first = await Api.PostAsync("api/jobs", body.DeepClone());

        var second = await Api.PostAsync("api/jobs", body.DeepClone());

        Assert.Equal(HttpStatusCode.Accepted, second.Status);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(first.Text("created_at"), second.Text("created_at"));
    }

    [Fact]
    public async Task Submit_WithATakenJobIdAndOtherContent_IsRefused()
    {
        var body = await NewDiskJobAsync();
        body["job_id"] = NewId();
        await Api.SubmitAsync(body.DeepClone());
        body["name"] = "something else";

        var answer = await Api.PostAsync("api/jobs", body);

        Assert.Equal((HttpStatusCode.Conflict, "job_exists"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Submit_WithOneIdempotencyKey_MakesOneJob()
    {
        var body = await NewDiskJobAsync();
        var key = NewId();

        var first = await Api.PostAsync("api/jobs", body.DeepClone(), ("Idempotency-Key", key));
        var second = await Api.PostAsync("api/jobs", body.DeepClone(), ("Idempotency-Key", key));

        Assert.Equal(first.Text("job_id"), second.Text("job_id"));
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Submit_FiftyTimesAtOnceWithOneJobId_MakesOneJob()
    {
        var body = await NewDiskJobAsync();
        var jobId = NewId();
        body["job_id"] = jobId;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAsync("api/jobs", body.DeepClone())));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Equal(49, answers.Count(answer => answer.Headers.Contains("Idempotent-Replayed")));
        Assert.Single(answers.Select(answer => answer.Text("created_at")).Distinct());
        await Api.WaitForEventAsync(jobId, "approval_required");
        var events = await Api.ReadEventsAsync(jobId);
        Assert.Single(events, entry => entry.GetProperty("type").GetString() == "analysis_start");
    }

    public static TheoryData<string, string, string> InvalidSubmissions => new()
    {
        { """{"kind":"disk.inspect"}""", "input", "required" },
        { """{"input":{}}""", "kind", "required" },
        { """{"kind":"no.such","input":{}}""", "kind", "disk.inspect" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"colour":1}""", "colour", "known are" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"job_id":"../x"}""", "job_id", "allowed" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"job_id":"stats"}""", "job_id", "allowed" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"priority":11}""", "priority", "-10 to 10" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"tags":"x"}""", "tags", "list" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"approval":{"mode":"never"}}""", "approval.mode", "required, policy, none" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"approval":{"timeout_seconds":0}}""", "approval.timeout_seconds", "from 1" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"approval":{"approvers":["bob"]}}""", "approval.approvers", "user:NAME" },
        { """{"kind":"disk.inspect","input":{}}""", "input.image", "" },
        { """{"kind":"disk.inspect","input":{"image":{}}}""", "input.image", "" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a","upload_id":"b"}}}""", "input.image", "" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"a"}},"input":{}}""", "body", "unique names" },
        { """{"kind":"disk.inspect","input":{"image":{"path":"\ud800"}}}""", "body", "Unicode" },
        { """{"kind":""", "body", "not JSON" },
        { "[]", "body", "object" },
    };

    [Theory]
    [MemberData(nameof(InvalidSubmissions))]
    public async Task Submit_OfAnInvalidBody_NamesTheFieldAndWhatIsAllowed(string body, string field, string word)
    {
        var answer = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/jobs")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.Equal("application/problem+json", answer.MediaType);
        var errors = answer.Body.GetProperty("errors");
        Assert.True(errors.TryGetProperty(field, out var messages), $"'{field}' is not among {errors}");
        Assert.Contains(messages.EnumerateArray(), message => message.GetString()!.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_WithSeveralProblems_ListsThemAll()
    {
        var answer = await Api.PostAsync("api/jobs", new JsonObject { ["kind"] = "no.such", ["priority"] = 99, ["colour"] = "red" });

        Assert.Equal(["colour", "input", "kind", "priority"], answer.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Submit_OfAnotherMediaType_IsRefused()
    {
        var answer = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/jobs") { Content = new StringContent("{}") });

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Submit_OfABodyBeyondTheLimit_IsRefused()
    {
        var limit = (await Api.GetAsync("api/capabilities")).Body.GetProperty("limits").GetProperty("max_body_bytes").GetInt32();
        var body = new JsonObject { ["kind"] = "disk.inspect", ["input"] = new JsonObject { ["x"] = new string('x', limit) } };

        var answer = await Api.PostAsync("api/jobs", body);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/plan")]
    [InlineData("/result")]
    [InlineData("/analysis")]
    [InlineData("/steps")]
    [InlineData("/logs")]
    [InlineData("/events")]
    public async Task Read_OfAnUnknownJob_IsNotFound(string part)
    {
        var answer = await Api.GetAsync($"api/jobs/{NewId()}{part}");

        Assert.Equal((HttpStatusCode.NotFound, "job_not_found"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task List_FiltersAndPages()
    {
        var tag = NewId();
        var body = await NewDiskJobAsync();
        body["tags"] = new JsonArray(tag);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            body["name"] = $"job {i}";
            ids.Add(await Api.SubmitAsync(body.DeepClone()));
        }

        var first = await Api.GetAsync($"api/jobs?tag={tag}&limit=2");
        var second = await Api.GetAsync($"api/jobs?tag={tag}&limit=2&cursor={Uri.EscapeDataString(first.Text("next_cursor"))}");
        var skipped = await Api.GetAsync($"api/jobs?tag={tag}&limit=2&skip=4");
        var named = await Api.GetAsync($"api/jobs?tag={tag}&q=JOB%203");

        Assert.Equal(5, first.Body.GetProperty("total").GetInt32());
        Assert.Equal([ids[4], ids[3]], Ids(first.Body));
        Assert.Equal([ids[2], ids[1]], Ids(second.Body));
        Assert.Equal([ids[0]], Ids(skipped.Body));
        Assert.Equal([ids[3]], Ids(named.Body));
    }

    [Theory]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=0", "limit")]
    [InlineData("skip=-1", "skip")]
    [InlineData("status=done", "status")]
    [InlineData("sort=name", "sort")]
    [InlineData("cursor=zzz", "cursor")]
    [InlineData("created_after=yesterday", "created_after")]
    [InlineData("page=2", "page")]
    public async Task List_WithAnInvalidParameter_NamesIt(string query, string field)
    {
        var answer = await Api.GetAsync("api/jobs?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Cancel_WhileThePlanIsHeld_EndsTheJobForGood()
    {
        var jobId = await NewHeldJobAsync();

        var cancelled = await Api.PostAsync($"api/jobs/{jobId}/cancel");
        var again = await Api.PostAsync($"api/jobs/{jobId}/cancel");
        var approved = await Api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });

        Assert.Equal((HttpStatusCode.Accepted, "cancelled"), (cancelled.Status, cancelled.Text("status")));
        Assert.Equal((HttpStatusCode.Conflict, "illegal_transition"), (again.Status, again.Code));
        Assert.Equal((HttpStatusCode.Conflict, "approval_closed"), (approved.Status, approved.Code));
        var events = await Api.ReadEventsAsync(jobId);
        Assert.Equal("cancelled", events[^1].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Result_BeforeTheEnd_IsRefused()
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.GetAsync($"api/jobs/{jobId}/result");

        Assert.Equal((HttpStatusCode.Conflict, "not_finished"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Instance_FollowsTheJobInDurableShape()
    {
        var jobId = await NewHeldJobAsync();
        var held = await Api.GetAsync($"api/instances/{jobId}");
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");

        var done = await Api.GetAsync($"api/instances/{jobId}");

        Assert.Equal((HttpStatusCode.Accepted, "Running"), (held.Status, held.Text("runtimeStatus")));
        Assert.Equal("awaiting_approval", held.Body.GetProperty("customStatus").GetProperty("status").GetString());
        Assert.Equal((HttpStatusCode.OK, "Completed"), (done.Status, done.Text("runtimeStatus")));
        Assert.Equal(jobId, done.Text("instanceId"));
        Assert.Equal("completed", done.Body.GetProperty("output").GetProperty("status").GetString());
    }

    private static IEnumerable<string> Ids(System.Text.Json.JsonElement list) =>
        list.GetProperty("items").EnumerateArray().Select(job => job.GetProperty("job_id").GetString()!);
}
