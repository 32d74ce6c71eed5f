using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Proof;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Audit;
using Countersign.Sqlite;
using Countersign.Testing;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Proof;

/// <summary>A host with a job kind that leaves traces, whose database and keys tests may meddle with.</summary>
public abstract class ProofTests : IAsyncLifetime
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("countersign-").FullName;

    protected VirtualClock Clock { get; } = new();

    protected EmbeddedHost Host { get; private set; } = null!;

    protected ApiClient Api { get; private set; } = null!;

    protected string Data => Path.Combine(Folder, "data");

    protected string Effects => Path.Combine(Folder, "effects");

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected async Task StartAsync()
    {
        Host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Data,
            ExtraKinds = [new CountedStepsKind(Effects), new SavingKind { Work = SaveAsync }],
            Clock = Clock,
        });
        Api = new ApiClient(Host.Address);
    }

    protected async Task StopAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
    }

    protected async Task<string> HoldAsync(int steps = 2)
    {
        var jobId = await Api.SubmitAsync(new JsonObject { ["kind"] = CountedStepsKind.Kind, ["input"] = new JsonObject { ["steps"] = steps } });
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    protected async Task<string> CompleteAsync(int steps = 2)
    {
        var jobId = await HoldAsync(steps);
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
        return jobId;
    }

    /// <summary>A job each of whose steps saved <c>{step}.log</c>.</summary>
    protected async Task<string> CompleteSavingAsync()
    {
        var jobId = await Api.SubmitAsync(new JsonObject { ["kind"] = SavingKind.Kind, ["input"] = new JsonObject() });
        await Api.WaitForEventAsync(jobId, "approval_required");
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
        return jobId;
    }

    protected async Task<JsonElement> ProofAsync(string jobId) => (await Api.GetAsync($"api/jobs/{jobId}/proof")).Body;

    protected async Task<JsonWebKeySet> KeysAsync() =>
        (await Api.GetAsync("api/keys")).Body.Deserialize(ContractsJson.Default.JsonWebKeySet)!;

    protected async Task<AuditVerification> VerifyAsync() =>
        (await Api.GetAsync("api/admin/audit/verify")).Body.Deserialize(ContractsJson.Default.AuditVerification)!;

    private static Task SaveAsync(StepContext context, CancellationToken stop) =>
        SavingKind.SaveTextAsync(context, context.Step.Id + ".log", "error: none", stop);

    protected Task CheckpointAsync() => Host.Services.GetRequiredService<AuditCheckpoints>().StoreAsync(CancellationToken.None);

    /// <summary>Writes as somebody with the file could.</summary>
    protected Task WriteAsync(Action<SqliteSession> work) => ForeignHand.WriteAsync(Data, work);

    protected Task ExecuteAsync(string sql) => WriteAsync(session => session.ExecuteScript(sql));

    /// <summary>Approves the held plan of a job whose orchestration takes no notice before <paramref name="meanwhile"/> is done.</summary>
    protected async Task ApproveAsync(string jobId, Func<Task> meanwhile)
    {
        var engine = Host.Services.GetRequiredService<IOrchestrationClient>();
        await engine.SuspendAsync(jobId, "The approval is to be meddled with.");
        await Api.ApproveAsync(jobId);
        await meanwhile();
        await engine.ResumeAsync(jobId, "It has been.");
    }

    /// <inheritdoc cref="ForeignHand.RewriteAsync"/>
    protected Task RewriteAsync(string table, string where, Func<string, string> change) => ForeignHand.RewriteAsync(Data, table, where, change);
}
