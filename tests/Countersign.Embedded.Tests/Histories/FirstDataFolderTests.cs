using System.IO.Compression;
using System.Text.Json.Nodes;
using Countersign.Testing;
using Xunit;

namespace Countersign.Embedded.Tests.Histories;

/// <summary>
/// A database as it was first written, engine and store in version 1, with a job that was done and one that waited for approval:
/// today's host reads the one and finishes the other.
/// </summary>
public sealed class FirstDataFolderTests : HostTest
{
    private const string Image = "samples/disks/gpt-ext4-fat.qcow2";

    // The day after it was written; the gate of the job that waits is open for a year.
    private static readonly DateTimeOffset NextDay = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    protected override async Task<EmbeddedHostSettings> PrepareAsync(EmbeddedHostSettings plain)
    {
        Directory.CreateDirectory(Data);
        await using (var packed = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Histories", "first-data-folder.db.gz")))
        await using (var unpacked = new GZipStream(packed, CompressionMode.Decompress))
        await using (var database = File.Create(Path.Combine(Data, "countersign.db")))
        {
            await unpacked.CopyToAsync(database);
        }

        var image = Path.Combine(Folder, Image);
        Directory.CreateDirectory(Path.GetDirectoryName(image)!);
        File.Copy(Path.Combine(Repository.Root, Image), image);
        return plain with { Clock = new VirtualClock(NextDay) };
    }

    [Fact]
    public async Task Job_ThatWasDone_IsThereWithItsPlanAndResult()
    {
        var job = (await Api.GetAsync("api/jobs/done")).Body;
        var result = (await Api.GetAsync("api/jobs/done/result")).Body;
        var events = (await Api.GetAsync("api/jobs/done/events")).Body.GetProperty("events");

        Assert.Equal(("completed", "Job done", 2.481), (job.GetProperty("status").GetString(), job.GetProperty("name").GetString(), job.GetProperty("duration_seconds").GetDouble()));
        Assert.Equal(job.GetProperty("plan").GetProperty("hash").GetString(), result.GetProperty("executed_plan_hash").GetString());
        Assert.Equal(Enumerable.Range(1, events.GetArrayLength()), events.EnumerateArray().Select(entry => entry.GetProperty("seq").GetInt32()));
        Assert.Equal("completion", events[events.GetArrayLength() - 1].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Job_ThatWaited_IsApprovedAndRunsToItsEnd()
    {
        var plan = (await Api.GetAsync("api/jobs/waiting/plan")).Body;

        var decided = await Api.PostAsync("api/jobs/waiting/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = plan.GetProperty("hash").GetString() });
        await Api.WaitForEventAsync("waiting", "completion");

        Assert.Equal(System.Net.HttpStatusCode.OK, decided.Status);
        var result = (await Api.GetAsync("api/jobs/waiting/result")).Body;
        Assert.Equal(plan.GetProperty("hash").GetString(), result.GetProperty("executed_plan_hash").GetString());
        Assert.Contains("\"qcow2\"", result.GetProperty("result").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_CountsAndExamination_KnowBoth()
    {
        var kept = (await Api.GetAsync("api/jobs?tag=kept")).Body;
        var completed = (await Api.GetAsync("api/jobs?status=completed&kind=disk.inspect")).Body;
        var counts = (await Api.GetAsync("api/jobs/stats")).Body;
        var found = (await Api.GetAsync("api/admin/doctor")).Body.GetProperty("items");

        Assert.Equal((2, 1), (kept.GetProperty("total").GetInt32(), completed.GetProperty("total").GetInt32()));
        Assert.Equal(2, counts.GetProperty("total").GetInt32());
        Assert.Equal("[]", found.GetRawText());
    }
}
