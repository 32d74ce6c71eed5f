using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>The process is killed in the middle of a cleanup.</summary>
public sealed class CleanupCrashTests : IDisposable
{
    private const int Files = 2_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Target => Path.Combine(_folder, "target");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Kill_WhileFilesAreRemoved_RemovesTheRestAndKnowsWhatWasRemoved(int killAfterSteps)
    {
        Directory.CreateDirectory(Target);
        foreach (var i in Enumerable.Range(0, Files))
        {
            await File.WriteAllTextAsync(Path.Combine(Target, $"f{i:0000}.log"), "12345");
        }

        string jobId;
        using (var first = await HostProcess.StartAsync(Data, Path.Combine(_folder, "effects"), _folder))
        {
            using var api = new ApiClient(first.Address);
            jobId = await api.SubmitAsync(new JsonObject
            {
                ["kind"] = "storage.cleanup",
                ["input"] = new JsonObject { ["target"] = new JsonObject { ["path"] = "target" }, ["rules"] = new JsonObject { ["pattern"] = "*.log" } },
            });
            await api.WaitForEventAsync(jobId, "approval_required");
            await api.ApproveAsync(jobId);
            var seq = 0L;
            for (var step = 0; step < killAfterSteps; step++)
            {
                seq = (await api.WaitForEventAsync(jobId, "step_completed", seq)).GetProperty("seq").GetInt64();
            }

            await first.KillAsync();
        }

        var left = Directory.GetFiles(Target).Length;
        using var second = await HostProcess.StartAsync(Data, Path.Combine(_folder, "effects"), _folder);
        using var again = new ApiClient(second.Address);
        await again.WaitForEventAsync(jobId, "completion");

        var result = (await again.GetAsync($"api/jobs/{jobId}/result")).Body.GetProperty("result");
        Assert.True(left > 0, "The job was over before the kill, so that nothing was shown.");
        Assert.Empty(Directory.GetFiles(Target));
        Assert.Equal((Files, Files, 0), (Number(result, "planned"), Number(result, "deleted"), Number(result, "skipped")));
        Assert.Equal(Files * 5L, result.GetProperty("bytes_freed").GetInt64());
        var events = await again.ReadEventsAsync(jobId);
        Assert.Equal(Files, events.Count(entry => entry.GetProperty("type").GetString() == "log" && entry.GetRawText().Contains("Removed ", StringComparison.Ordinal)));
    }

    private static int Number(System.Text.Json.JsonElement result, string name) => result.GetProperty(name).GetInt32();
}
