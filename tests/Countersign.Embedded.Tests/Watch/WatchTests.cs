using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Countersign.Testing.Images;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Watch;

/// <summary>Documents dropped into the folder of a host become jobs and are answered there.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private const string Older =
        """{"version": "1.0", "kind": "VMOperation", "operation": "guestkit.inspect", "payload": {"type": "guestkit.inspect.v1", "data": {"image": {"path": "PATH"}}}}""";

    private readonly WatchedPlace _place = new();
    private EmbeddedHost _host = null!;
    private ApiClient _api = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = _place.Beside("data"),
            InputRoots = [_place.Beside(".")],
            ExtraKinds = [new CountedStepsKind(_place.Beside("effects"))],
            Overrides = new Dictionary<string, string?>(_place.Configuration) { ["Limits:MaxBodyBytes"] = "20000" },
        });
        _api = new ApiClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _host.DisposeAsync();
        _place.Dispose();
    }

    [Fact]
    public async Task Document_IsHeldAsEveryJob_AndAnsweredWhenItEnds()
    {
        _place.Drop("a.json", Job("mine"));
        await _place.UntilAsync(() => File.Exists(_place.In("working", ".a.json.ticket")));
        await _api.WaitForEventAsync("mine", "approval_required");
        Assert.Equal("local", (await _api.GetAsync("api/jobs/mine")).Text("owner"));
        Assert.False(File.Exists(_place.In("results", "a.json")));

        await _api.ApproveAsync("mine");
        var result = await _place.ResultAsync("a.json");

        Assert.Equal("completed", result.GetProperty("status").GetString());
        Assert.Equal((await _api.GetAsync("api/jobs/mine/result")).Body.GetRawText(), result.GetRawText());
        await _place.UntilAsync(() => File.Exists(_place.In("done", "a.json")));
        await _place.UntilAsync(() => Directory.GetFiles(_place.In("working")).All(file => Path.GetFileName(file) == ".lock"));
    }

    [Fact]
    public async Task Document_OfARejectedJob_IsAnsweredWithThatStatus()
    {
        _place.Drop("a.json", Job("mine"));
        await _place.UntilAsync(() => File.Exists(_place.In("working", ".a.json.ticket")));
        await _api.WaitForEventAsync("mine", "approval_required");

        await _api.PostAsync("api/jobs/mine/approve", new JsonObject { ["approved"] = false });

        Assert.Equal("rejected", (await _place.ResultAsync("a.json")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task OlderDocument_IsAnsweredInItsShape()
    {
        await File.WriteAllBytesAsync(_place.Beside("disk.img"), SmallDisk.Create());
        _place.Drop("disk.json", Older.Replace("PATH", "disk.img", StringComparison.Ordinal));
        _place.Drop("none.json", Older.Replace("PATH", "none.img", StringComparison.Ordinal));

        var result = await _place.ResultAsync("disk.json");
        var failure = await _place.ResultAsync("none.json");

        Assert.True(result.GetProperty("success").GetBoolean(), result.GetRawText());
        Assert.Equal("completed", result.GetProperty("data").GetProperty("status").GetString());
        Assert.False(failure.GetProperty("success").GetBoolean());
        Assert.Equal("input_not_found", failure.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Malformed_IsRejectedWithWhatTheApiAnswers()
    {
        _place.Drop("half.json", """{"kind": "test.counted", "inp""");
        _place.Drop("field.json", """{"kind": "test.counted", "input": {"steps": 0}, "surprise": 1}""");
        _place.Drop("older.json", """{"version": "9", "operation": "guestkit.inspect"}""");
        _place.Drop("large.json", $$$"""{"kind": "test.counted", "input": {"steps": 1, "text": "{{{new string('x', 20_000)}}}"}}""");

        Assert.Contains("is not JSON", (await _place.ReasonAsync("half.json")).GetProperty("detail").GetString(), StringComparison.Ordinal);
        var field = await _place.ReasonAsync("field.json");
        Assert.Equal((400, "invalid_request"), (field.GetProperty("status").GetInt32(), field.GetProperty("code").GetString()));
        Assert.Equal(["input.steps", "surprise"], field.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal("invalid_request", (await _place.ReasonAsync("older.json")).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(413, (await _place.ReasonAsync("large.json")).GetProperty("status").GetInt32());
        await _place.UntilAsync(() => File.Exists(_place.In("rejected", "large.json")));
        Assert.Empty(Directory.GetFiles(_place.In("results")));
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task Link_IsNotFollowed_AndWhatIsNoDocumentIsLeftAlone()
    {
        await File.WriteAllTextAsync(_place.Beside("elsewhere.json"), Job("stolen"));
        Directory.CreateDirectory(_place.In("folder.json"));
        _place.Drop(".hidden.json", Job("hidden"));
        _place.Drop("notes.txt", Job("notes"));
        File.CreateSymbolicLink(_place.In("link.json"), _place.Beside("elsewhere.json"));
        File.CreateSymbolicLink(_place.In("lost.json"), _place.Beside("nowhere.json"));

        var reason = await _place.ReasonAsync("link.json");
        await _place.ReasonAsync("lost.json");

        Assert.Contains("is a link", reason.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(_place.Beside("elsewhere.json")));
        Assert.All(["folder.json", ".hidden.json", "notes.txt"], name => Assert.True(Path.Exists(_place.In(name))));
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task Documents_AreTakenInTheOrderOfTheirTimes()
    {
        string[] names = ["c.json", "a.json", "b.json"];
        var drafts = Directory.CreateDirectory(_place.Beside("drafts")).FullName;
        for (var i = 0; i < names.Length; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(drafts, names[i]), Job(names[i]));
            File.SetLastWriteTimeUtc(Path.Combine(drafts, names[i]), new DateTime(2030, 1, 1, 0, 0, i, DateTimeKind.Utc));
        }

        // In the other order, and within the time that a document has to stand still.
        foreach (var name in names.Reverse())
        {
            File.Move(Path.Combine(drafts, name), _place.In(name));
        }

        await _place.UntilAsync(() => names.All(name => File.Exists(_place.In("working", $".{name}.ticket"))));
        var jobs = await _api.GetAsync("api/jobs?sort=created_at");
        Assert.Equal(names, jobs.Body.GetProperty("items").EnumerateArray().Select(job => job.GetProperty("job_id").GetString()));
    }

    [Fact]
    public async Task SameNameAndContent_IsTheSameJob_AndOtherContentAnother()
    {
        const string Same = """{"version": "1.0", "operation": "guestkit.inspect", "payload": {"data": {"image": {"path": "disk.img"}}}}""";
        await File.WriteAllBytesAsync(_place.Beside("disk.img"), SmallDisk.Create());
        var first = await DropAndAnswerAsync(Same);
        var again = await DropAndAnswerAsync(Same);
        var other = await DropAndAnswerAsync(Same.Replace("1.0\"", "1.0\", \"created_at\": \"2030-01-01T00:00:00Z\"", StringComparison.Ordinal));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(2, await CountJobsAsync());
    }

    private static string Job(string jobId) => $$$"""{"kind": "test.counted", "job_id": "{{{jobId}}}", "input": {"steps": 2}}""";

    private async Task<string> DropAndAnswerAsync(string document)
    {
        _place.Drop("same.json", document);
        await _place.UntilAsync(() => !File.Exists(_place.In("same.json")));
        await _place.UntilAsync(() => File.Exists(_place.In("results", "same.json")) && !File.Exists(_place.In("working", "same.json")));
        return (await _place.ResultAsync("same.json")).GetProperty("data").GetProperty("job_id").GetString()!;
    }

    private async Task<int> CountJobsAsync() => (await _api.GetAsync("api/jobs")).Body.GetProperty("total").GetInt32();
}
