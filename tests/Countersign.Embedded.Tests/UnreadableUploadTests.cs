using System.Text.Json.Nodes;
using Countersign.Durable.Sqlite;
using Countersign.Testing.Http;
using Countersign.Testing.Images;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A store that does not answer while an approved step checks what it will read is asked again; the step has not failed.</summary>
public sealed class UnreadableUploadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Upload_ThatCannotBeReadForAWhile_DelaysItsStep()
    {
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
        });
        using var api = new ApiClient(host.Address);
        var engine = host.Services.GetRequiredService<SqliteDurableEngine>();
        var uploadId = await api.UploadAsync("small.img", SmallDisk.Create());
        var jobId = await api.SubmitAsync(new JsonObject
        {
            ["kind"] = "disk.inspect",
            ["input"] = new JsonObject { ["image"] = new JsonObject { ["upload_id"] = uploadId } },
        });
        await api.WaitForEventAsync(jobId, "approval_required");
        var (there, away) = (Path.Combine(_folder, "data", "uploads", uploadId), Path.Combine(_folder, "away"));

        File.Move(there, away);
        await api.ApproveAsync(jobId);
        await AnsweredAsync(engine, jobId);
        File.Move(away, there);

        await api.WaitForEventAsync(jobId, "completion");
    }

    /// <summary>Waits until the engine has recorded how the call of the step ended.</summary>
    private static async Task AnsweredAsync(SqliteDurableEngine engine, string jobId)
    {
        var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (engine.ReadHistory(jobId) is { } history && !history.Events.Contains("TaskFailed", StringComparison.Ordinal))
        {
            Assert.True(Environment.TickCount64 < giveUp && !history.Events.Contains("ExecutionCompleted", StringComparison.Ordinal), history.Events);
            await Task.Delay(1);
        }
    }
}
