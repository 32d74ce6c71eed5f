using System.Text.Json.Nodes;
using Countersign.Durable;
using Countersign.Testing.Http;
using Countersign.Testing.Images;
using Countersign.Testing.Kinds;

namespace Countersign.Embedded.Tests.Histories;

/// <summary>The ways that a job can go, each played against a running host.</summary>
/// <param name="api">The host.</param>
/// <param name="engine">Its engine, for events that nobody outside can send.</param>
internal sealed class JobPaths(ApiClient api, IOrchestrationClient engine)
{
    public static IReadOnlyList<string> Names { get; } =
        ["approved", "not_gated", "rejected", "timed_out", "cancelled_held", "cancelled_running", "failed_step", "failed_step_retried", "several_gates"];

    /// <summary>Plays one, and answers the job's id when its orchestration has ended.</summary>
    public async Task<string> PlayAsync(string name)
    {
        var jobId = await (name switch
        {
            "approved" => ApprovedAsync(),
            "not_gated" => NotGatedAsync(),
            "rejected" => RejectedAsync(),
            "timed_out" => HeldAsync(Counted(new JsonObject { ["timeout_seconds"] = 1 })),
            "cancelled_held" => CancelledAsync(),
            "cancelled_running" => CancelledWhileRunningAsync(),
            "failed_step" => FailedAsync("work"),
            "failed_step_retried" => FailedAsync("machine"),
            "several_gates" => SeveralGatesAsync(),
            _ => throw new ArgumentException($"There is no path '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
        });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await engine.WaitForCompletionAsync(jobId, patience.Token);
        return jobId;
    }

    private async Task<string> ApprovedAsync()
    {
        var jobId = await HeldAsync(Counted());
        await api.ApproveAsync(jobId);
        return jobId;
    }

    // Only a plan that writes nothing goes without a decision.
    private async Task<string> NotGatedAsync()
    {
        var uploadId = await api.UploadAsync("small.img", SmallDisk.Create());
        var jobId = await api.SubmitAsync(new JsonObject
        {
            ["kind"] = "disk.inspect",
            ["input"] = new JsonObject { ["image"] = new JsonObject { ["upload_id"] = uploadId } },
            ["approval"] = new JsonObject { ["mode"] = "none" },
        });
        await api.WaitForEventAsync(jobId, "completion");
        return jobId;
    }

    private async Task<string> RejectedAsync()
    {
        var jobId = await HeldAsync(Counted());
        await api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["feedback"] = "Not now." });
        return jobId;
    }

    private async Task<string> CancelledAsync()
    {
        var jobId = await HeldAsync(Counted());
        await api.PostAsync($"api/jobs/{jobId}/cancel");
        return jobId;
    }

    private async Task<string> CancelledWhileRunningAsync()
    {
        var body = Counted();
        body["input"]!["hold"] = "never";
        var jobId = await HeldAsync(body);
        await api.ApproveAsync(jobId);
        await api.WaitForEventAsync(jobId, "step_started");
        await api.PostAsync($"api/jobs/{jobId}/cancel");
        return jobId;
    }

    private async Task<string> FailedAsync(string how)
    {
        var jobId = await HeldAsync(new JsonObject { ["kind"] = FailingKind.Kind, ["input"] = new JsonObject { ["how"] = how } });
        await api.ApproveAsync(jobId);
        return jobId;
    }

    // An event without a stored decision moves the job to its next gate, and no further.
    private async Task<string> SeveralGatesAsync()
    {
        var jobId = await HeldAsync(Counted());
        await engine.RaiseEventAsync(jobId, "decision:v1");
        await api.WaitForEventAsync(jobId, "log");
        await api.ApproveAsync(jobId);
        return jobId;
    }

    private async Task<string> HeldAsync(JsonObject body)
    {
        var jobId = await api.SubmitAsync(body);
        await api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    private static JsonObject Counted(JsonObject? approval = null)
    {
        var body = new JsonObject { ["kind"] = CountedStepsKind.Kind, ["input"] = new JsonObject { ["steps"] = 2 } };
        if (approval is not null)
        {
            body["approval"] = approval;
        }

        return body;
    }
}
