using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Access;

/// <summary>Every endpoint, asked by every role about an own job and about another's, and by nobody.</summary>
public sealed class ScopeTests(ScopeTests.Fixture fixture) : IClassFixture<ScopeTests.Fixture>
{
    // The codes by which a caller is kept out; any other answer has let them in.
    private static readonly string[] KeptOut =
        ["unauthenticated", "forbidden", "not_an_approver", "self_approval", "admin_only", "job_not_found", "task_not_found", "schedule_not_found", "webhook_not_found"];

    private readonly InProcessServer _server = fixture.Server;

    public static TheoryData<string> Endpoints => [.. ApiEndpoints.All.Select(endpoint => endpoint.Name)];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Endpoint_AnswersWhomItShould(string name)
    {
        var endpoint = ApiEndpoints.All.Single(endpoint => endpoint.Name == name);
        Assert.True(endpoint.Scope != EndpointScope.Unset, $"{name} does not say who is answered: give it a Scope.");
        Assert.True(ScopeTable.Rows.TryGetValue(name, out var expected), $"{name} is not in ScopeTable: say there who is answered.");

        foreach (var ((role, isOwn), wanted) in ScopeTable.Columns.Zip(expected))
        {
            var person = role is null ? Person.Nobody : new Person("asker", role);
            var owner = isOwn ? person : new Person("somebody-else", "user");
            var found = await AskAsync(endpoint, person, await NewJobFitForAsync(endpoint, owner));

            Assert.True(wanted == found, $"{name}, asked by {role ?? "nobody"} about {(isOwn ? "an own" : "another's")} job, answers '{found}', not '{wanted}'.");
        }
    }

    [Fact]
    public void Table_NamesNoEndpointThatIsGone() =>
        Assert.Empty(ScopeTable.Rows.Keys.Except(ApiEndpoints.All.Select(endpoint => endpoint.Name)));

    [Fact]
    public async Task List_ShowsOwnJobs_AndAllToAdministrators()
    {
        var own = await NewHeldJobAsync(new Person("lister", "user"));
        var other = await NewHeldJobAsync(new Person("another", "user"));

        foreach (var role in new[] { "user", "approver", "agent" })
        {
            Assert.Equal([own], await ListAsync(new Person("lister", role), "api/jobs?limit=100"));
            Assert.Equal([own], await ListAsync(new Person("lister", role), "api/jobs?limit=100&owner=another"));
        }

        Assert.Equal([own], await ListAsync(Person.Root, "api/admin/jobs?owner=lister"));
        Assert.Equal([other], await ListAsync(Person.Root, "api/admin/jobs?owner=another"));
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("agent", "user")]
    [InlineData("agent", "approver")]
    [InlineData("agent", "admin")]
    public async Task Agent_NeverApproves_WhateverElseItIs(params string[] roles)
    {
        var agent = new Person("robot", roles);
        var jobId = await _server.SubmitAsync(agent, new JsonObject
        {
            ["kind"] = RecordedStepsKind.Kind,
            ["input"] = new JsonObject(),
            ["approval"] = new JsonObject { ["approvers"] = new JsonArray("user:robot", "role:agent", "role:admin") },
        });
        var record = await _server.UntilAsync(jobId, found => found.Job.Status == JobStatus.AwaitingApproval);

        var approved = await AskAsync(PlanEndpoints.Decide, agent, jobId);
        var batch = await AskAsync(ApprovalEndpoints.Batch, agent, jobId);
        var link = await AskAsync(ApprovalEndpoints.CreateLink, agent, jobId);
        var inbox = await _server.GetAsync(agent, "api/approvals?assignee=me&limit=100");

        Assert.Equal(("not_an_approver", "not_an_approver", "not_an_approver"), (approved, batch, link));
        Assert.DoesNotContain(jobId, inbox.Text, StringComparison.Ordinal);
        Assert.Equal(JobStatus.AwaitingApproval, (await _server.Jobs.GetAsync(record.Job.JobId, CancellationToken.None))!.Job.Status);
    }

    /// <summary>The code by which the caller is kept out, or <c>ok</c>.</summary>
    private async Task<string> AskAsync(Endpoint endpoint, Person person, string jobId)
    {
        var plan = (await _server.Jobs.GetAsync(jobId, CancellationToken.None))!.Job.Plan!.Hash;
        var token = endpoint.Route.Contains("{token}", StringComparison.Ordinal) ? await LinkAsync(jobId) : "";
        var path = endpoint.Route
            .Replace("{id}", jobId, StringComparison.Ordinal)
            .Replace("{token}", token, StringComparison.Ordinal)
            .Replace("{version}", "1", StringComparison.Ordinal)
            .Replace("{task_id}", "task-of-" + jobId, StringComparison.Ordinal)
            .Replace("{schedule_id}", "schedule-of-" + jobId, StringComparison.Ordinal)
            .Replace("{webhook_id}", "webhook-of-" + jobId, StringComparison.Ordinal)
            .Replace("{delivery_id}", "none", StringComparison.Ordinal)
            .Replace("{asset}", "swagger.js", StringComparison.Ordinal);
        var answer = await _server.SendAsync(endpoint.Method, person, path, Body(endpoint, jobId, plan)?.ToJsonString(), ("Accept", "application/json"));
        var code = CodeOf(answer);
        Assert.False(answer.Status == 500, $"{endpoint.Name} failed: {answer.Text}");
        return KeptOut.Contains(code) ? code! : "ok";
    }

    /// <summary>A body with which the request concerns the job; the others need none to be refused or not.</summary>
    private static JsonObject? Body(Endpoint endpoint, string jobId, string plan) => endpoint.Name switch
    {
        "ApproveRun" => new JsonObject { ["approved"] = true },
        "DecidePlan" => new JsonObject { ["approved"] = true, ["plan_hash"] = plan },
        "DecideBatch" => new JsonObject { ["decisions"] = new JsonArray(new JsonObject { ["job_id"] = jobId, ["approved"] = true, ["plan_hash"] = plan }) },
        "UseApprovalLink" => new JsonObject { ["approved"] = true },
        "CreateApprovalLink" => new JsonObject { ["approver"] = "user:ann" },
        "EvaluatePolicies" => new JsonObject { ["job_id"] = jobId },
        "CreateToken" => new JsonObject(),
        _ => endpoint.Method == "GET" ? null : new JsonObject(),
    };

    /// <summary>The code of a refusal, in the envelope of an older route too, or of the one decision of a batch.</summary>
    private static string? CodeOf(Answer answer)
    {
        if (!answer.Text.StartsWith('{'))
        {
            return null;
        }

        var body = answer.Body;
        var holder = body.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array ? results[0]
            : body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error
            : body;
        return holder.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    private async Task<string> LinkAsync(string jobId)
    {
        var made = await _server.PostAsync(Person.Root, $"api/jobs/{jobId}/approval-links", new JsonObject { ["approver"] = "user:ann" });
        return made.Body.GetProperty("url").GetString()!.Split('/')[^1];
    }

    /// <summary>A held job of the owner that the endpoint knows as its own, and a saved task, schedule or webhook of theirs.</summary>
    private async Task<string> NewJobFitForAsync(Endpoint endpoint, Person asker)
    {
        var owner = asker.User.Length == 0 ? Person.Owner : asker;
        var jobId = await NewHeldJobAsync(owner);
        if (endpoint.Route.Contains("{task_id}", StringComparison.Ordinal))
        {
            var task = new JsonObject { ["task_id"] = "task-of-" + jobId, ["name"] = "A task", ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject() };
            Assert.Equal(201, (await _server.PostAsync(owner, "api/tasks", task)).Status);
        }

        if (endpoint.Route.Contains("{schedule_id}", StringComparison.Ordinal))
        {
            var schedule = new JsonObject
            {
                ["schedule_id"] = "schedule-of-" + jobId,
                ["name"] = "A schedule",
                ["cron"] = "@daily",
                ["job"] = new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject() },
            };
            Assert.Equal(201, (await _server.PostAsync(owner, "api/schedules", schedule)).Status);
        }

        if (endpoint.Route.Contains("{webhook_id}", StringComparison.Ordinal))
        {
            var webhook = new JsonObject
            {
                ["webhook_id"] = "webhook-of-" + jobId,
                ["url"] = "https://hooks.test/",
                ["events"] = new JsonArray("*"),
            };
            Assert.Equal(201, (await _server.PostAsync(owner, "api/webhooks", webhook)).Status);
        }

        // Views of jobs of one kind; what the kind does is of no concern here.
        var kind = endpoint.Route.Split('/').ElementAtOrDefault(1) switch
        {
            "build" => "source.build",
            "analysis" => "code.analysis",
            "v1" => "disk.inspect",
            _ => null,
        };
        return kind is null ? jobId : await CopyAsync(jobId, kind);
    }

    /// <summary>A job like another, of another kind.</summary>
    private async Task<string> CopyAsync(string jobId, string kind)
    {
        var record = (await _server.Jobs.GetAsync(jobId, CancellationToken.None))!;
        var copy = record with { LastSeq = 0, WakeUp = null, Job = record.Job with { JobId = "copy-" + jobId, Kind = kind } };
        Assert.Null(await _server.Jobs.TryCreateAsync(new JobChange { Record = copy }, CancellationToken.None));
        return copy.Job.JobId;
    }

    private async Task<string> NewHeldJobAsync(Person owner)
    {
        var jobId = await _server.SubmitAsync(
            owner, new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = new JsonObject(), ["task_id"] = "any-task" });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        return jobId;
    }

    private async Task<IReadOnlyList<string>> ListAsync(Person person, string path) =>
        [.. (await _server.GetAsync(person, path)).Body.GetProperty("items").EnumerateArray().Select(job => job.GetProperty("job_id").GetString()!)];

    public sealed class Fixture : IAsyncLifetime
    {
        internal InProcessServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await InProcessServer.StartAsync(
            new RecordedStepsKind(), new() { ["Http:AllowedHosts:0"] = "hooks.test" });

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
