using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Ports;
using Countersign.Testing;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Upkeep;

/// <summary>A server whose clock stands at the beginning of 2030 until a test moves it, and what tests of upkeep ask of it.</summary>
public abstract class UpkeepTest : IAsyncLifetime
{
    private protected InProcessServer Server { get; private set; } = null!;

    /// <summary>Key to value.</summary>
    protected virtual Dictionary<string, string?> Configuration => [];

    public async ValueTask InitializeAsync() => Server = await InProcessServer.StartAsync(new RecordedStepsKind(), Configuration);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<bool> IsThereAsync(string jobId) => await Server.Jobs.GetAsync(jobId, CancellationToken.None) is not null;

    /// <summary>Stores a job that ended, without having run it.</summary>
    protected async Task EndedAsync(string jobId, DateTimeOffset endedAt, JobStatus status = JobStatus.Completed, JsonElement? input = null)
    {
        var built = new JobBuilder(jobId).Owner("owner").Kind(RecordedStepsKind.Kind).Status(status).CreatedAt(endedAt.AddMinutes(-1))
            .Input(input ?? TestJson.Parse("{}")).Build();
        var record = built with { Job = built.Job with { StartedAt = built.Job.CreatedAt, CompletedAt = endedAt } };
        Assert.Null(await Server.Jobs.TryCreateAsync(new JobChange { Record = record }, CancellationToken.None));
    }

    /// <summary>Submits a job of the owner's and waits until its plan is held.</summary>
    protected async Task<string> HeldAsync()
    {
        var jobId = await Server.SubmitAsync(Person.Owner, new JsonObject
        {
            ["kind"] = RecordedStepsKind.Kind,
            ["input"] = new JsonObject(),
            // No gate closes while a test lets days pass.
            ["approval"] = new JsonObject { ["timeout_seconds"] = 10_000_000 },
        });
        await Server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        return jobId;
    }

    /// <summary>Asks for a job of upkeep, waits for its end, and returns its result.</summary>
    protected async Task<JsonElement> RunAsync(string path, JsonObject? body = null)
    {
        var answer = await Server.PostAsync(Person.Root, path, body);
        Assert.True(answer.Status == 202, answer.Text);
        var jobId = answer.Body.GetProperty("job_id").GetString()!;
        await CompletedAsync(jobId);
        return await ResultAsync(jobId);
    }

    protected async Task CompletedAsync(string jobId)
    {
        var record = await Server.UntilAsync(jobId, found => found.Job.Status.IsFinal());
        Assert.True(record.Job.Status == JobStatus.Completed, $"{jobId} is {record.Job.Status}: {record.Job.Error}");
    }

    protected async Task<JsonElement> ResultAsync(string jobId) =>
        (await Server.GetAsync(Person.Root, $"api/jobs/{jobId}/result")).Body.GetProperty("result");

    /// <summary>Submits what is due, and waits until it has ended.</summary>
    protected async Task RunDueAsync()
    {
        await Server.Upkeep.RunDueAsync(CancellationToken.None);
        foreach (var kind in (string[])["maintenance.health", "maintenance.cleanup"])
        {
            foreach (var jobId in await JobsOfAsync(kind))
            {
                await CompletedAsync(jobId);
            }
        }
    }

    /// <summary>The newest first.</summary>
    protected async Task<string[]> JobsOfAsync(string kind) =>
        [.. (await Server.Jobs.ListAsync(new JobQuery { Kind = kind, Limit = 100 }, CancellationToken.None)).Items.Select(record => record.Job.JobId)];

    /// <summary>What the doctor finds, as name and job.</summary>
    protected async Task<(string Finding, string? JobId, bool Repairable)[]> FindingsAsync()
    {
        var answer = await Server.GetAsync(Person.Root, "api/admin/doctor");
        Assert.True(answer.Status == 200 && answer.Body.GetProperty("complete").GetBoolean(), answer.Text);
        return
        [
            .. answer.Body.GetProperty("items").EnumerateArray().Select(item => (
                item.GetProperty("finding").GetString()!, item.GetProperty("job_id").GetString(), item.GetProperty("repairable").GetBoolean())),
        ];
    }
}
