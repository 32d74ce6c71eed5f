using System.Text.Json;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Watch;

/// <summary>The process is killed while it works on documents; after a restart each is one job with one answer.</summary>
public sealed class WatchCrashTests : IDisposable
{
    private const int Documents = 12;

    private readonly WatchedPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public async Task Kill_WhileDocumentsAreTaken_MakesOneJobOfEach(int killAfter)
    {
        for (var i = 0; i < Documents; i++)
        {
            _place.Drop(NameOf(i), $$$"""{"kind": "test.counted", "name": "{{{NameOf(i)}}}", "input": {"steps": 1}}""");
        }

        using (var first = await StartAsync())
        {
            await _place.UntilAsync(() => Directory.Exists(_place.In("working")) && Directory.GetFiles(_place.In("working"), "d*.json").Length >= killAfter);
            await first.KillAsync();
        }

        using var second = await StartAsync();
        await AssertEachIsOneJobAsync(second);
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task Kill_BetweenAnyTwoOfTheSteps_IsRepeatedHarmlessly()
    {
        for (var i = 0; i < Documents; i++)
        {
            _place.Drop(NameOf(i), $$$"""{"kind": "test.counted", "name": "{{{NameOf(i)}}}", "input": {"steps": 1}}""");
        }

        using (var first = await StartAsync())
        {
            await AssertEachIsOneJobAsync(first);
            await first.KillAsync();
        }

        // As the folder is when the process dies: after the rename (no ticket), after the answer (still in working/), both with the job made.
        var answers = Enumerable.Range(0, 3).Select(i => File.ReadAllText(_place.In("results", NameOf(i)))).ToArray();
        File.Move(_place.In("done", NameOf(0)), _place.In("working", NameOf(0)));
        File.Delete(_place.In("results", NameOf(0)));
        File.Move(_place.In("done", NameOf(1)), _place.In("working", NameOf(1)));
        File.WriteAllText(_place.In("working", $".{NameOf(1)}.ticket"), $$"""{"job_id": "{{JsonElement.Parse(answers[1]).GetProperty("job_id").GetString()}}", "older": false}""");

        // And with a ticket that the loss of power cut off.
        File.Move(_place.In("done", NameOf(2)), _place.In("working", NameOf(2)));
        File.WriteAllText(_place.In("working", $".{NameOf(2)}.ticket"), """{"job_""");

        using var second = await StartAsync();
        await AssertEachIsOneJobAsync(second);

        Assert.Equal(answers, Enumerable.Range(0, 3).Select(i => File.ReadAllText(_place.In("results", NameOf(i)))));
        Assert.Equal(0, await second.StopAsync());
    }

    private static string NameOf(int i) => $"d{i:00}.json";

    private Task<HostProcess> StartAsync() => HostProcess.StartAsync(
        _place.Beside("data"),
        _place.Beside("effects"),
        _place.Configuration.ToDictionary(setting => "COUNTERSIGN_" + setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!));

    private async Task AssertEachIsOneJobAsync(HostProcess host)
    {
        using var api = new ApiClient(host.Address);
        var names = Enumerable.Range(0, Documents).Select(NameOf).ToArray();
        await _place.UntilAsync(() => names.All(name => !File.Exists(_place.In(name))
            && (File.Exists(_place.In("working", $".{name}.ticket")) || File.Exists(_place.In("done", name)))));
        var jobs = (await api.GetAsync("api/jobs?limit=100")).Body.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(names, jobs.Select(job => job.GetProperty("name").GetString()).Order());
        foreach (var jobId in jobs.Select(job => job.GetProperty("job_id").GetString()!))
        {
            await api.WaitForEventAsync(jobId, "approval_required");
            await api.ApproveAsync(jobId);

            // One after the other: lines that steps append at the same time may take each other's place.
            await api.WaitForEventAsync(jobId, "completion");
        }

        await _place.UntilAsync(() => names.All(name => File.Exists(_place.In("done", name))));
        await _place.UntilAsync(() => Directory.GetFiles(_place.In("working")).Length == 1);
        Assert.All(names, name => Assert.Equal("completed", JsonElement.Parse(File.ReadAllText(_place.In("results", name))).GetProperty("status").GetString()));
        Assert.Equal(Documents, File.ReadAllLines(_place.Beside("effects")).Distinct().Count());
        Assert.Equal(Documents, File.ReadAllLines(_place.Beside("effects")).Length);
    }
}
