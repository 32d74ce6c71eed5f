using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>
/// The API as its document describes it. Every scenario's answers are held against that document; this one asks for what the others
/// do not, and its bodies are the document's examples (CONTRIBUTING.md says how they are recorded).
/// </summary>
public abstract class OpenApiScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task OneJob_ThroughEveryEndpointAboutIt_AnswersAsDescribed()
    {
        var body = await NewDiskJobAsync(new JsonObject { ["required"] = 1, ["timeout_seconds"] = 600 });
        body["name"] = "Inspect the web server's disk";
        body["tags"] = new JsonArray("nightly");
        body["task_id"] = "web-disks";
        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        var plan = await ReadAsync($"api/jobs/{jobId}/plan");
        var hash = plan.Text("hash");

        await ReadAsync("api/jobs?status=awaiting_approval&task_id=web-disks&limit=1");
        await ReadAsync("api/admin/jobs?task_id=web-disks&limit=1");
        await ReadAsync("api/approvals?assignee=me&state=open&limit=1");
        await ReadAsync($"api/jobs/{jobId}/analysis");
        await SendAsync("api/policies/evaluate", new JsonObject { ["kind"] = "disk.inspect", ["risk"] = "read", ["estimate"] = null });
        await EditAsync(jobId, plan);
        await SendAsync($"api/jobs/{jobId}/plan/rollback", new JsonObject { ["version"] = 1 });
        await ReadAsync($"api/jobs/{jobId}/plan/versions");
        await ReadAsync($"api/jobs/{jobId}/plan/versions/1");
        await ReadAsync($"api/jobs/{jobId}/plan/diff?from=1&to=2");

        // What was edited and rolled back is a version of its own.
        var current = (await ReadAsync($"api/jobs/{jobId}")).Body.GetProperty("plan").GetProperty("hash").GetString()!;
        Assert.NotEqual(hash, current);
        var decision = new JsonObject { ["approved"] = true, ["plan_hash"] = current, ["feedback"] = "As agreed." };
        Assert.Equal(HttpStatusCode.OK, (await Api.PostAsync($"api/jobs/{jobId}/approve", decision)).Status);
        await Api.WaitForEventAsync(jobId, "completion");

        foreach (var part in new[] { "", "/result", "/steps", "/logs?limit=3", "/events", "/audit?limit=2", "/proof" })
        {
            await ReadAsync($"api/jobs/{jobId}{part}");
        }

        await ReadAsync($"api/instances/{jobId}");
        await ReadAsync("api/admin/audit?limit=1");
        await ReadAsync("api/admin/audit/verify");
        await ReadAsync("api/keys");
        await ReadAsync("api/capabilities");
        await ReadAsync("api/health/ready");
    }

    [Fact]
    public async Task Batch_AnswersAsDescribed()
    {
        var jobId = await NewHeldJobAsync();
        var hash = (await Api.GetAsync($"api/jobs/{jobId}/plan")).Text("hash");

        var answer = await SendAsync("api/approvals/batch", new JsonObject
        {
            ["decisions"] = new JsonArray(
                new JsonObject { ["job_id"] = jobId, ["approved"] = true, ["plan_hash"] = hash },
                new JsonObject { ["job_id"] = "no-such-job", ["approved"] = false, ["plan_hash"] = hash, ["feedback"] = "Not today." }),
        });

        Assert.Equal([200, 404], answer.Body.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Link_AnswersAsDescribed()
    {
        var jobId = await NewHeldJobAsync();
        var made = await Api.PostAsync($"api/jobs/{jobId}/approval-links", new JsonObject { ["approver"] = "user:ann", ["expires_in_seconds"] = 120 });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var link = new Uri(made.Text("url")).AbsolutePath;

        var shown = await Api.SendAsync(Asking(HttpMethod.Get, link));
        var used = await Api.SendAsync(Asking(HttpMethod.Post, link, new JsonObject { ["approved"] = false, ["feedback"] = "Not that disk." }));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (shown.Status, used.Status));
        using var page = await Api.Http.GetAsync(link);
        Assert.Equal((HttpStatusCode.Gone, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Tickets_AnswerAsDescribed()
    {
        Assert.Equal(60, (await SendAsync("api/auth/ticket")).Body.GetProperty("expires_in").GetInt32());
    }

    [Theory]
    [InlineData("api/docs", "swagger-ui-bundle.js")]
    [InlineData("api/redoc", "redoc.standalone.js")]
    public async Task Page_LoadsNothingFromElsewhere(string page, string script)
    {
        using var answer = await Api.Http.GetAsync(page);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'; ", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains(script, html, StringComparison.Ordinal);
        foreach (var asset in html.Split('"').Where(part => part.Contains("/api/docs/", StringComparison.Ordinal)))
        {
            using var loaded = await Api.Http.GetAsync(asset);
            Assert.True(loaded.IsSuccessStatusCode, $"{asset} is answered with {loaded.StatusCode}.");
            Assert.NotEmpty(await loaded.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Asset_ComesCompressedToThoseWhoTakeIt()
    {
        const string Script = "api/docs/swagger-ui-bundle.js";
        using var plain = await Api.Http.GetAsync(Script);
        using var request = new HttpRequestMessage(HttpMethod.Get, Script) { Headers = { { "Accept-Encoding", "gzip" } } };
        using var packed = await Api.Http.SendAsync(request);
        using var unpacked = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(await packed.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(unpacked);
        }

        Assert.Equal("gzip", Assert.Single(packed.Content.Headers.ContentEncoding));
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(), unpacked.ToArray());
    }

    [Fact]
    public async Task Asset_ThatThereIsNot_IsNotFound()
    {
        var answer = await Api.GetAsync("api/docs/..%2f..%2fappsettings.json");

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Code));
    }

    private async Task<ApiAnswer> ReadAsync(string path)
    {
        var answer = await Api.GetAsync(path);
        Assert.True((int)answer.Status < 300, $"GET {path} was answered with {answer.Status}: {answer.Body}");
        return answer;
    }

    private async Task<ApiAnswer> SendAsync(string path, JsonNode? body = null)
    {
        var answer = await Api.PostAsync(path, body);
        Assert.True((int)answer.Status < 300, $"POST {path} was answered with {answer.Status}: {answer.Body}");
        return answer;
    }

    /// <summary>Makes a version of the plan without its last step.</summary>
    private async Task EditAsync(string jobId, ApiAnswer plan)
    {
        var steps = JsonNode.Parse(plan.Body.GetProperty("steps").GetRawText())!.AsArray();
        steps.RemoveAt(steps.Count - 1);
        var request = new HttpRequestMessage(HttpMethod.Patch, $"api/jobs/{jobId}/plan") { Content = JsonContent.Create(new JsonObject { ["steps"] = steps }) };
        request.Headers.Add("If-Match", $"\"{plan.Text("hash")}\"");
        var answer = await Api.SendAsync(request);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body.ToString());
    }

    private static HttpRequestMessage Asking(HttpMethod method, string path, JsonNode? body = null) => new(method, path)
    {
        Headers = { { "Accept", "application/json" } },
        Content = body is null ? null : JsonContent.Create(body),
    };
}
