using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Countersign.Cli.Tests.Scripted;

/// <summary>A server that speaks the HTTP contract and does what the test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(long Seq, bool Hard)> _breaks = new();

    private ScriptedServer(WebApplication app) => _app = app;

    public ScriptedJob Job { get; } = new();

    public Uri Address => new(_app.Urls.First());

    /// <summary>What <c>Last-Event-ID</c> each connection to the event stream had.</summary>
    public ConcurrentQueue<string> ResumedAfter { get; } = new();

    public ConcurrentQueue<DecisionRequest> Decisions { get; } = new();

    public ConcurrentQueue<JsonElement> Submissions { get; } = new();

    /// <summary>Name and content of each upload.</summary>
    public ConcurrentQueue<(string Name, byte[] Content)> Uploads { get; } = new();

    /// <summary>What a decision sets going. By default an approval executes the plan, and a rejection ends the job.</summary>
    public Action<DecisionRequest>? OnDecision { get; set; }

    /// <summary>Answers some requests before anything else does; false leaves the request alone.</summary>
    public Func<HttpContext, Task<bool>>? Before { get; set; }

    /// <summary>Whether the event stream starts from the beginning whatever the client asked for.</summary>
    public bool RepeatsEvents { get; set; }

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Ends the stream, once, after the event was sent; when hard, by a reset that may lose what was sent.</summary>
    public void BreakAfter(long seq, bool hard = false) => _breaks.Enqueue((seq, hard));

    /// <summary>Stops at once, with streams open.</summary>
    public Task StopAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public static Task RefuseAsync(HttpContext context, int status, string code, Dictionary<string, string[]>? errors = null)
    {
        context.Response.StatusCode = status;
        var problem = new Problem
        {
            Type = $"urn:countersign:problem:{code}",
            Title = $"Refused as {code}",
            Status = status,
            Detail = "The details.",
            Code = code,
            TraceId = "trace-1",
            Errors = errors,
        };
        return context.Response.WriteAsJsonAsync(problem, ContractsJson.Default.Problem, "application/problem+json");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Before is not null && await Before(context))
        {
            return;
        }

        var (request, response) = (context.Request, context.Response);
        switch (request.Method, request.Path.Value)
        {
            case ("POST", "/api/jobs"):
                Submissions.Enqueue(await JsonSerializer.DeserializeAsync(request.Body, ContractsJson.Default.JsonElement));
                response.StatusCode = StatusCodes.Status202Accepted;
                await response.WriteAsJsonAsync(Job.ToJob(), ContractsJson.Default.Job);
                break;
            case ("POST", "/api/uploads"):
                await UploadAsync(request, response);
                break;
            case ("POST", "/api/jobs/scripted/approve"):
                await DecideAsync(request, response);
                break;
            case ("GET", "/api/jobs/scripted"):
                await response.WriteAsJsonAsync(Job.ToJob(), ContractsJson.Default.Job);
                break;
            case ("GET", "/api/jobs/scripted/analysis"):
                await response.WriteAsJsonAsync(Job.Analysis, ContractsJson.Default.Analysis);
                break;
            case ("GET", "/api/jobs/scripted/plan"):
                await response.WriteAsJsonAsync(Job.Plan, ContractsJson.Default.Plan);
                break;
            case ("GET", "/api/jobs/scripted/result"):
                await response.WriteAsJsonAsync(Job.ToResult(), ContractsJson.Default.JobResult);
                break;
            case ("GET", "/api/jobs/scripted/events"):
                await StreamAsync(context);
                break;
            default:
                await RefuseAsync(context, 404, ErrorCodes.NotFound);
                break;
        }
    }

    private async Task UploadAsync(HttpRequest request, HttpResponse response)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        Uploads.Enqueue((request.Query["name"].ToString(), content.ToArray()));
        response.StatusCode = StatusCodes.Status201Created;
        var upload = new Upload("upload-1", request.Query["name"].ToString(), content.Length, "sha256:" + new string('c', 64));
        await response.WriteAsJsonAsync(upload, ContractsJson.Default.Upload);
    }

    private async Task DecideAsync(HttpRequest request, HttpResponse response)
    {
        var decision = (await JsonSerializer.DeserializeAsync(request.Body, ContractsJson.Default.DecisionRequest))!;
        Decisions.Enqueue(decision);
        (OnDecision ?? Play)(decision);
        var record = new Decision
        {
            JobId = ScriptedJob.Id,
            PlanVersion = Job.Plan.Version,
            PlanHash = Job.Plan.Hash,
            Approved = decision.Approved,
            Actor = "user:local",
            At = DateTimeOffset.UnixEpoch,
        };
        await response.WriteAsJsonAsync(
            new DecisionResponse(ScriptedJob.Id, Job.Status, Job.Plan.Version, Job.Plan.Hash, "1/1", record), ContractsJson.Default.DecisionResponse);
    }

    private void Play(DecisionRequest decision)
    {
        if (decision.Approved)
        {
            Job.Execute();
        }
        else
        {
            Job.Add(EventTypes.Rejected, JobStatus.Rejected);
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        var asked = context.Request.Headers["Last-Event-ID"].ToString();
        ResumedAfter.Enqueue(asked);
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync();
        var seq = RepeatsEvents ? 0 : long.Parse(asked, CultureInfo.InvariantCulture);
        while (true)
        {
            var (events, news) = Job.After(seq);
            foreach (var entry in events)
            {
                seq = entry.Seq;
                await context.Response.WriteAsync(
                    $": comment\nid: {seq}\ndata: {JsonSerializer.Serialize(entry, ContractsJson.Default.JobEvent)}\n\n");
                await context.Response.Body.FlushAsync();
                if (_breaks.TryPeek(out var at) && at.Seq == seq && _breaks.TryDequeue(out _))
                {
                    if (at.Hard)
                    {
                        context.Abort();
                    }

                    return;
                }

                if (EventTypes.EndsStream(entry.Type))
                {
                    return;
                }
            }

            await news.WaitAsync(context.RequestAborted);
        }
    }
}
