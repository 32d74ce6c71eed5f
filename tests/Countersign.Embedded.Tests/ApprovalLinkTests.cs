using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Links by which one person decides once on one plan.</summary>
public sealed class ApprovalLinkTests : IAsyncLifetime
{
    private static readonly (string, string)[] Json = [("Accept", "application/json")];

    private readonly RecordedStepsKind _kind = new();
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(_kind);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Get_ShowsThePlan_AnyNumberOfTimes_AndChangesNothing()
    {
        var (jobId, link) = await LinkAsync(name: "<script>alert(1)</script>");
        var before = await _server.Jobs.GetAsync(jobId, CancellationToken.None);

        for (var i = 0; i < 5; i++)
        {
            var page = await _server.GetAsync(Person.Nobody, link);
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", page.Text, StringComparison.Ordinal);
            Assert.Contains("Records a", page.Text, StringComparison.Ordinal);
            Assert.Equal(("no-store", "no-referrer"), (page.Headers.CacheControl.ToString(), page.Headers["Referrer-Policy"].ToString()));
            Assert.Contains("default-src 'none'", page.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        }

        Assert.Same(before, await _server.Jobs.GetAsync(jobId, CancellationToken.None));
        Assert.Empty(_kind.Runs);
    }

    [Fact]
    public async Task Post_DecidesOnce_InTheApproversName()
    {
        var (jobId, link) = await LinkAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => UseAsync(link, approved: true))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((410, "link_used"), (answer.Status, answer.Code)));
        var ended = await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);
        var decision = ended.Job.Approval.Decision!;
        Assert.Equal(("user:ann", "link of user:owner"), (decision.Actor, decision.Via));
        Assert.Equal((410, "link_used"), await RefusalAsync(link));
    }

    [Fact]
    public async Task Form_OfThePage_IsAnsweredWithAPage()
    {
        var (jobId, link) = await LinkAsync();

        var answer = await _server.SendAsync(
            "POST", Person.Nobody, link, "feedback=Too+%3Cbold%3E&approved=false",
            ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "null"));

        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.Headers.ContentType.ToString()));
        Assert.Contains("Rejected", answer.Text, StringComparison.Ordinal);
        var ended = await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Rejected);
        Assert.Equal("Too <bold>", ended.Job.Approval.Decision!.Feedback);
    }

    [Fact]
    public async Task Link_ForAPlanThatWasChanged_OpensNothing()
    {
        var (jobId, link) = await LinkAsync();
        var plan = await _server.GetAsync(Person.Owner, $"api/jobs/{jobId}/plan");
        await _server.PatchAsync(
            Person.Owner,
            $"api/jobs/{jobId}/plan",
            new JsonObject { ["steps"] = new JsonArray(JsonNode.Parse(plan.Body.GetProperty("steps")[0].GetRawText())) },
            ("If-Match", plan.Headers.ETag.ToString()));

        Assert.Equal((409, "plan_changed"), await RefusalAsync(link));
        Assert.Equal((409, "plan_changed"), Refused(await UseAsync(link, approved: true)));
        var page = await _server.GetAsync(Person.Nobody, link);
        Assert.Contains("plan_changed", page.Text, StringComparison.Ordinal);
        Assert.Equal(409, page.Status);
    }

    [Fact]
    public async Task Link_ThatExpired_OpensNothing()
    {
        var (_, link) = await LinkAsync(expiresInSeconds: 60);
        _server.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal((410, "link_expired"), await RefusalAsync(link));
        Assert.Equal((410, "link_expired"), Refused(await UseAsync(link, approved: true)));
        Assert.Empty(_kind.Runs);
    }

    [Fact]
    public async Task Token_ThatIsWrong_OpensNothing_AndIsStoredNowhere()
    {
        var (jobId, link) = await LinkAsync();
        var token = link.Split('/')[^1];

        Assert.Equal((404, "link_not_found"), await RefusalAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A')));
        Assert.Equal((404, "link_not_found"), await RefusalAsync(link.Replace(jobId, "another", StringComparison.Ordinal)));
        var found = _server.Database.Read(session =>
        {
            using var rows = session.Query("SELECT count(*) FROM jobs WHERE instr(record, CAST(?1 AS BLOB)) > 0", token);
            return rows.Read() ? rows.GetInt64(0) : -1;
        });
        Assert.Equal(0, found);
    }

    [Fact]
    public async Task Making_IsForThoseWhoCouldDecide()
    {
        var own = await HoldAsync(new JsonObject { ["allow_self"] = false });
        var others = await HoldAsync(new JsonObject { ["approvers"] = new JsonArray("user:ann") });
        var many = await HoldAsync(new JsonObject { ["required"] = 2 });

        Assert.Equal((403, "self_approval"), Refused(await MakeAsync(Person.Owner, own, "user:ann")));
        Assert.Equal((403, "not_an_approver"), Refused(await MakeAsync(Person.Owner, others, "user:ann")));
        Assert.Equal((403, "forbidden"), Refused(await MakeAsync(Person.Owner, many, "user:ann")));
        Assert.Equal((403, "self_approval"), Refused(await MakeAsync(Person.Root, own, "user:owner")));
        Assert.Equal((403, "forbidden"), Refused(await MakeAsync(Person.Ann, many, "user:ann")));
        Assert.Equal((404, "job_not_found"), Refused(await MakeAsync(Person.Stranger, many, "user:ann")));
        Assert.Equal((400, "invalid_request"), Refused(await MakeAsync(Person.Root, many, "role:approver")));
        Assert.Equal(201, (await MakeAsync(Person.Root, many, "user:ann")).Status);
    }

    private async Task<string> HoldAsync(JsonObject? approval = null, string? name = null)
    {
        var body = new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject(), ["approval"] = approval ?? [], ["name"] = name };
        var jobId = await _server.SubmitAsync(Person.Owner, body);
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        return jobId;
    }

    private Task<Answer> MakeAsync(Person person, string jobId, string approver, double? expiresInSeconds = null) => _server.PostAsync(
        person, $"api/jobs/{jobId}/approval-links", new JsonObject { ["approver"] = approver, ["expires_in_seconds"] = expiresInSeconds });

    private async Task<(string JobId, string Link)> LinkAsync(string? name = null, double? expiresInSeconds = null)
    {
        var jobId = await HoldAsync(name: name);
        var made = await MakeAsync(Person.Owner, jobId, "user:ann", expiresInSeconds);
        Assert.Equal(201, made.Status);
        return (jobId, new Uri(made.Body.GetProperty("url").GetString()!).AbsolutePath[1..]);
    }

    private Task<Answer> UseAsync(string link, bool approved) =>
        _server.PostAsync(Person.Nobody, link, new JsonObject { ["approved"] = approved });

    private async Task<(int, string?)> RefusalAsync(string link) => Refused(await _server.GetAsync(Person.Nobody, link, Json));

    private static (int, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
