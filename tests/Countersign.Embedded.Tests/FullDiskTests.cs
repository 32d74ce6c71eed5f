using System.Net;
using System.Text.Json.Nodes;
using Countersign.Testing.Disks;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>The host on a file system that is full, or cannot be written: it says so, loses nothing, and goes on afterwards.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private LimitedDisk? _disk;

    private string Data => Path.Combine(_disk!.Path, "data");

    public ValueTask DisposeAsync()
    {
        _disk?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task FullDisk_IsToldAndGotOver()
    {
        _disk = Mount();
        List<string> accepted;
        await using (var host = await StartAsync())
        {
            using var api = new ApiClient(host.Address);
            var held = await api.SubmitAsync(NewJob("held"));
            await api.WaitForEventAsync(held, "approval_required");
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("api/health/ready")).Status);

            _disk.Fill();
            accepted = [held, .. await SubmitUntilRefusedAsync(api)];

            await AssertUnreadyAsync(api);
            await AssertRefusedAsync(() => api.PostAsync("api/jobs", NewJob("late")));
            await AssertRefusedAsync(() => api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/uploads?name=disk.img")
            {
                Content = new ByteArrayContent(new byte[200_000]),
            }));
            Assert.Equal("awaiting_approval", (await api.GetAsync($"api/jobs/{held}")).Text("status"));
            await AssertRefusedAsync(() => api.ApproveAsync(held));
            Assert.Equal("awaiting_approval", (await api.GetAsync($"api/jobs/{held}")).Text("status"));

            _disk.Free();
            await UntilAsync(api, "api/health/ready", HttpStatusCode.OK);
            foreach (var jobId in accepted)
            {
                await FinishAsync(api, jobId);
            }

            Assert.Equal(accepted.Count, (await api.GetAsync("api/jobs?limit=100")).Body.GetProperty("total").GetInt32());
        }

        await using var again = await StartAsync();
        using var after = new ApiClient(again.Address);
        foreach (var jobId in accepted)
        {
            Assert.Equal("completed", (await after.GetAsync($"api/jobs/{jobId}")).Text("status"));
        }

        Assert.Equal(accepted.Count, File.ReadLines(Path.Combine(_folder, "effects")).Distinct().Count());
        Assert.Equal(accepted.Count, File.ReadLines(Path.Combine(_folder, "effects")).Count());
    }

    [Fact]
    public async Task Step_ThatEndsOnAFullDisk_IsCompletedWhenThereIsRoom()
    {
        _disk = Mount();
        var release = Path.Combine(_folder, "release");
        await using var host = await StartAsync();
        using var api = new ApiClient(host.Address);
        var body = NewJob("held");
        body["input"]!["hold"] = release;
        var jobId = await api.SubmitAsync(body);
        await api.WaitForEventAsync(jobId, "approval_required");
        await api.ApproveAsync(jobId);
        await api.WaitForEventAsync(jobId, "log");

        _disk.Fill();
        await SubmitUntilRefusedAsync(api);
        await File.WriteAllTextAsync(release, "");
        await AssertUnreadyAsync(api);
        Assert.Equal("running", (await api.GetAsync($"api/jobs/{jobId}")).Text("status"));
        _disk.Free();

        await api.WaitForEventAsync(jobId, "completion");
        Assert.Equal("completed", (await api.GetAsync($"api/jobs/{jobId}")).Text("status"));
    }

    [Fact]
    public async Task FullDisk_AtStart_IsToldWithWhatToDo()
    {
        _disk = Mount();
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "lock"), "");
        _disk.Fill();

        var refused = await Assert.ThrowsAsync<EmbeddedHostException>(StartAsync);

        Assert.Contains("Make room", Assert.Single(refused.Problems), StringComparison.Ordinal);
        _disk.Free();
        await using var host = await StartAsync();
    }

    [Fact]
    public async Task ReadOnlyDisk_AtStart_IsToldWithWhatToDo()
    {
        _disk = Mount();
        await using (await StartAsync())
        {
            // Makes the folder.
        }

        _disk.MakeReadOnly();

        var refused = await Assert.ThrowsAsync<EmbeddedHostException>(StartAsync);

        var problem = Assert.Single(refused.Problems);
        Assert.Contains("cannot be written", problem, StringComparison.Ordinal);
        Assert.Contains("--data", problem, StringComparison.Ordinal);
    }

    private static LimitedDisk Mount()
    {
        var disk = LimitedDisk.TryMount(16, out var reason);
        Assert.SkipWhen(disk is null, reason);
        return disk!;
    }

    private Task<EmbeddedHost> StartAsync() => EmbeddedHost.StartAsync(new EmbeddedHostSettings
    {
        Urls = ["http://127.0.0.1:0"],
        DataFolder = Data,
        InputRoots = [_folder],
        ExtraKinds = [new CountedStepsKind(Path.Combine(_folder, "effects"))],
        Overrides = new Dictionary<string, string?> { ["Approval:Timeout"] = "01:00:00" },
    });

    // The log may have some room left; what fits into it is accepted rightly.
    private static async Task<List<string>> SubmitUntilRefusedAsync(ApiClient api)
    {
        var accepted = new List<string>();
        while (true)
        {
            var answer = await api.PostAsync("api/jobs", NewJob($"job-{accepted.Count}"));
            if (answer.Status != HttpStatusCode.Accepted)
            {
                AssertRefused(answer);
                return accepted;
            }

            accepted.Add(answer.Text("job_id"));
            Assert.True(accepted.Count < 100, "a full disk took 100 jobs");
        }
    }

    private static async Task AssertUnreadyAsync(ApiClient api)
    {
        await UntilAsync(api, "api/health/ready", HttpStatusCode.ServiceUnavailable);
        var health = await api.GetAsync("api/health");
        Assert.Equal("unhealthy", health.Body.GetProperty("components").GetProperty("database").GetString());
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("api/health/live")).Status);
    }

    private static async Task AssertRefusedAsync(Func<Task<ApiAnswer>> ask) => AssertRefused(await ask());

    private static void AssertRefused(ApiAnswer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.ServiceUnavailable, $"{answer.Status}: {answer.Body}");
        Assert.Equal("service_unavailable", answer.Text("code"));
    }

    private static async Task UntilAsync(ApiClient api, string path, HttpStatusCode status)
    {
        var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        ApiAnswer answer;
        while ((answer = await api.GetAsync(path)).Status != status)
        {
            Assert.True(Environment.TickCount64 < giveUp, $"{path} never answered {status}: {answer.Status} {answer.Body}");
        }
    }

    private static async Task FinishAsync(ApiClient api, string jobId)
    {
        await api.WaitForEventAsync(jobId, "approval_required");
        Assert.Equal(HttpStatusCode.OK, (await api.ApproveAsync(jobId)).Status);
        await api.WaitForEventAsync(jobId, "completion");
    }

    private static JsonObject NewJob(string label) => new()
    {
        ["kind"] = CountedStepsKind.Kind,
        ["input"] = new JsonObject { ["steps"] = 1, ["label"] = label + new string('x', 20_000) },
    };
}
