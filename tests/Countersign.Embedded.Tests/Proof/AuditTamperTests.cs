using Countersign.Contracts.Proof;
using Countersign.Server.Ports;
using Countersign.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Proof;

/// <summary>Somebody with the database file changes the audit log; the verification finds the place.</summary>
public sealed class AuditTamperTests : ProofTests
{
    [Fact]
    public async Task UntouchedLog_IsValid_WithEveryRowCounted()
    {
        var one = await CompleteAsync();
        var other = await HoldAsync();
        await CheckpointAsync();

        var verification = await VerifyAsync();

        Assert.True(verification.Valid, verification.FirstBroken?.Reason);
        var host = (await Audit.ReadAsync(null, 0, 100, CancellationToken.None)).Count;
        Assert.Equal(await CountAsync(one) + await CountAsync(other) + host, verification.Rows);
    }

    [Fact]
    public async Task Row_Edited_IsFound()
    {
        var jobId = await CompleteAsync();
        await RewriteAsync("audit", "job <> 0 AND seq = 3", text => text.Replace("user:local", "user:other", StringComparison.Ordinal));

        Assert.Equal((jobId, 3), await BrokenAsync());
    }

    [Fact]
    public async Task LastRow_Edited_IsFound()
    {
        var jobId = await CompleteAsync();
        await RewriteAsync(
            "audit", $"job <> 0 AND seq = {await CountAsync(jobId)}", text => text.Replace("\"completed\"", "\"cancelled\"", StringComparison.Ordinal));

        Assert.Equal((jobId, await CountAsync(jobId)), await BrokenAsync());
    }

    [Fact]
    public async Task Row_Removed_IsFound()
    {
        var jobId = await CompleteAsync();
        await ExecuteAsync("DELETE FROM audit WHERE job <> 0 AND seq = 3");

        Assert.Equal((jobId, 3), await BrokenAsync());
    }

    /// <summary>The last step completed in the write that ended the job, so the two rows are stored, and gone, together.</summary>
    [Fact]
    public async Task LastRows_Removed_AreFound()
    {
        var jobId = await CompleteAsync();
        var count = await CountAsync(jobId);
        await ExecuteAsync($"DELETE FROM audit WHERE job <> 0 AND seq = {count}");

        Assert.Equal((jobId, count - 1), await BrokenAsync());
        Assert.Equal(count - 2, await CountAsync(jobId));
    }

    [Fact]
    public async Task Rows_Swapped_AreFound()
    {
        var jobId = await CompleteAsync();
        await ExecuteAsync(
            "UPDATE audit SET seq = -1 WHERE job <> 0 AND seq = 3; UPDATE audit SET seq = 3 WHERE job <> 0 AND seq = 4; UPDATE audit SET seq = 4 WHERE seq = -1");

        Assert.Equal((jobId, 3), await BrokenAsync());
    }

    [Fact]
    public async Task Row_Inserted_IsFound()
    {
        var jobId = await CompleteAsync();
        await ExecuteAsync(
            "INSERT INTO audit (job, seq, content) SELECT job, 1 + (SELECT max(seq) FROM audit WHERE job <> 0), content FROM audit WHERE job <> 0 AND seq = 1");

        Assert.Equal((jobId, await CountAsync(jobId)), await BrokenAsync());
    }

    [Fact]
    public async Task Row_OfAnotherJob_IsFound()
    {
        await CompleteAsync();
        await CompleteAsync();
        await ExecuteAsync(
            "UPDATE audit SET content = (SELECT content FROM audit WHERE job = 2 AND seq = 1) WHERE job = 1 AND seq = 1");

        Assert.Equal(1, (await BrokenAsync()).Seq);
    }

    [Fact]
    public async Task ReceiptInARow_Edited_IsFound()
    {
        await CompleteAsync();
        await RewriteAsync("audit", "seq = (SELECT min(seq) FROM audit WHERE CAST(content AS TEXT) LIKE '%receipt%')", text => text.Replace("\"receipt\":\"e", "\"receipt\":\"f", StringComparison.Ordinal));

        Assert.Equal(5, (await BrokenAsync()).Seq);
    }

    [Fact]
    public async Task Row_MadeUnreadable_IsFoundAndStillListed()
    {
        var jobId = await CompleteAsync();
        await RewriteAsync("audit", "job <> 0 AND seq = 3", _ => "\u0001 no json");

        Assert.Equal((jobId, 3), await BrokenAsync());
        var rows = (await Api.GetAsync($"api/jobs/{jobId}/audit")).Body.GetProperty("items");
        Assert.Equal("unreadable", rows[2].GetProperty("act").GetString());
    }

    [Fact]
    public async Task End_CutOffTogetherWithTheRecord_IsFoundOnceACheckpointNamesIt()
    {
        var jobId = await CompleteAsync();
        await CheckpointAsync();
        var count = await CountAsync(jobId);
        await CutOffAsync(jobId);

        Assert.Equal((jobId, count), await BrokenAsync());
    }

    [Fact]
    public async Task Job_GoneWithoutARow_IsFoundOnceACheckpointNamesIt()
    {
        var jobId = await CompleteAsync();
        await CheckpointAsync();
        await ExecuteAsync("DELETE FROM audit WHERE job <> 0; DELETE FROM jobs");

        Assert.Equal(jobId, (await BrokenAsync()).JobId);
    }

    [Fact]
    public async Task Job_DeletedByTheServer_IsTold_AndTheLogStaysValid()
    {
        var jobId = await CompleteAsync();
        await CheckpointAsync();

        await Host.Services.GetRequiredService<IJobStore>().DeleteAsync(jobId, CancellationToken.None);

        var verification = await VerifyAsync();
        Assert.True(verification.Valid, verification.FirstBroken?.Reason);
        var last = AuditChain.Read(null, (await Audit.FindLastOfHostAsync(CancellationToken.None))!.Content.Span);
        Assert.Equal((AuditActs.Deleted, jobId), (last.Act, last.Data.GetProperty("job_id").GetString()));
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE job = 0 AND seq = 1")]
    [InlineData("UPDATE audit SET content = CAST(replace(CAST(content AS TEXT), 'key_made', 'key_lost') AS BLOB) WHERE job = 0 AND seq = 1")]
    public async Task HostsOwnRow_MeddledWith_IsFound(string sql)
    {
        await CompleteAsync();
        await CheckpointAsync();
        await ExecuteAsync(sql);

        Assert.Equal((null, 1), await BrokenAsync());
    }

    [Fact]
    public async Task Checkpoint_MadeWithoutTheKey_IsFound()
    {
        await CompleteAsync();
        await CheckpointAsync();
        await RewriteAsync("audit", "job = 0 AND seq = 2", text => text.Replace("\"checkpoint\":\"e", "\"checkpoint\":\"f", StringComparison.Ordinal));

        Assert.Equal((null, 2), await BrokenAsync());
    }

    private IAuditLog Audit => Host.Services.GetRequiredService<IAuditLog>();

    private async Task<int> CountAsync(string jobId) =>
        (await Api.GetAsync($"api/jobs/{jobId}/audit?limit=1000")).Body.GetProperty("items").GetArrayLength();

    private async Task<(string? JobId, long Seq)> BrokenAsync()
    {
        var verification = await VerifyAsync();
        Assert.False(verification.Valid);
        Assert.NotEmpty(verification.FirstBroken!.Reason);
        return (verification.FirstBroken.JobId, verification.FirstBroken.Seq);
    }

    /// <summary>Takes the last rows away and sets the record's head back, as only somebody who knows the format does.</summary>
    private Task CutOffAsync(string jobId) => WriteAsync(session =>
    {
        AuditHead gone, now;
        using (var found = session.Query("SELECT seq, content FROM audit WHERE job <> 0 ORDER BY seq DESC LIMIT 2"))
        {
            Assert.True(found.Read());
            gone = LastHead(found);
            Assert.True(found.Read());
            now = LastHead(found);
        }

        session.Execute("DELETE FROM audit WHERE job <> 0 AND seq = ?1", gone.Seq);
        var changed = session.Execute(
            "UPDATE jobs SET record = CAST(replace(replace(CAST(record AS TEXT), ?2, ?3), ?4, ?5) AS BLOB) WHERE job_id = ?1",
            jobId, gone.Hash, now.Hash, $"\"seq\":{gone.Seq},", $"\"seq\":{now.Seq},");
        Assert.Equal(1, changed);
    });

    private static AuditHead LastHead(SqliteRows rows) => AuditPack.Read(rows.GetInt64(0), rows.GetBytes(1))[^1].ToHead();
}
