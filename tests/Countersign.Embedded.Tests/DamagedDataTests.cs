using System.Net;
using System.Text.Json.Nodes;
using Countersign.Sqlite;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A database that is damaged or lost keeps the host from starting, with what to do; it is never made anew.</summary>
public sealed class DamagedDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Database => Path.Combine(Data, "countersign.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Damages => ["flipped header", "truncated", "schema page"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task DamagedDatabase_IsToldAndLeftAlone(string damage)
    {
        await RunOnceAsync();
        Damage(damage);
        var before = await File.ReadAllBytesAsync(Database);

        var refused = await Assert.ThrowsAsync<EmbeddedHostException>(StartAsync);

        var problem = Assert.Single(refused.Problems);
        Assert.Contains(Database, problem, StringComparison.Ordinal);
        Assert.Contains("backup", problem, StringComparison.Ordinal);
        Assert.Contains(".recover", problem, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database));
    }

    [Theory]
    [InlineData(false, "is gone")]
    [InlineData(true, "is empty")]
    public async Task LostDatabase_IsToldAndNotMadeAgain(bool isEmpty, string expected)
    {
        await RunOnceAsync();
        File.Delete(Database);
        if (isEmpty)
        {
            await File.WriteAllBytesAsync(Database, []);
        }

        var refused = await Assert.ThrowsAsync<EmbeddedHostException>(StartAsync);

        Assert.Contains(expected, Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Equal(isEmpty, File.Exists(Database));
    }

    [Fact]
    public async Task DamageFoundAtWork_MakesTheHostUnready()
    {
        string jobId;
        await using (var first = await StartAsync())
        {
            using var before = new ApiClient(first.Address);
            jobId = await before.SubmitAsync(new JsonObject
            {
                ["kind"] = CountedStepsKind.Kind,
                ["input"] = new JsonObject { ["steps"] = 1 },
            });
            await before.WaitForEventAsync(jobId, "approval_required");
        }

        await DamageTableAsync("job_plans");
        await using var host = await StartAsync();
        using var api = new ApiClient(host.Address);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("api/health/ready")).Status);

        var read = await api.GetAsync($"api/jobs/{jobId}/plan");
        var ready = await api.GetAsync("api/health/ready");

        Assert.Equal(HttpStatusCode.InternalServerError, read.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal("unhealthy", ready.Body.GetProperty("components").GetProperty("database").GetString());
    }

    private async Task DamageTableAsync(string table)
    {
        long page;
        using (var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Database }))
        {
            page = database.Read(session =>
            {
                using var rows = session.Query("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?1", table);
                return rows.Read() ? rows.GetInt64(0) : throw new InvalidOperationException($"There is no table '{table}'.");
            });
        }

        await using var file = File.OpenWrite(Database);
        file.Seek((page - 1) * 4096, SeekOrigin.Begin);
        await file.WriteAsync(Enumerable.Repeat((byte)0xFF, 4096).ToArray());
    }

    private void Damage(string damage)
    {
        using var file = File.Open(Database, FileMode.Open);
        switch (damage)
        {
            case "flipped header":
                file.WriteByte(0xA5);
                break;
            case "truncated":
                file.SetLength(file.Length / 2);
                break;
            default:
                file.Seek(100, SeekOrigin.Begin);
                file.Write(new byte[1000]);
                break;
        }
    }

    private async Task RunOnceAsync()
    {
        await using var host = await StartAsync();
        using var api = new ApiClient(host.Address);
        await api.UploadAsync("disk.img", new byte[1000]);
    }

    private Task<EmbeddedHost> StartAsync() => EmbeddedHost.StartAsync(new EmbeddedHostSettings
    {
        Urls = ["http://127.0.0.1:0"],
        DataFolder = Data,
        InputRoots = [_folder],
        ExtraKinds = [new CountedStepsKind(Path.Combine(_folder, "effects"))],
    });
}
