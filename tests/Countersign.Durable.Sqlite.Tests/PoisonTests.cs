using System.Text;
using Countersign.Conformance.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>What cannot be read parks or fails the one instance that it belongs to, with the error, and no other.</summary>
public sealed class PoisonTests : DurableContract
{
    private readonly SqliteEngineFixture _fixture;

    public PoisonTests()
        : this(new SqliteEngineFixture())
    {
    }

    private PoisonTests(SqliteEngineFixture fixture)
        : base(fixture) => _fixture = fixture;

    public static TheoryData<string> Unreadable =>
    [
        "[",
        "not json",
        """[{"type":"OfALaterRelease"}]""",
        """[{"type":"ExecutionCompleted","status":"Paused"}]""",
        """[{"type":"TaskCompleted","id":99999999999}]""",
        """[{"type":null}]""",
    ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task History_ThatCannotBeRead_ParksItsInstanceAlone(string history)
    {
        await StartWithTwoAsync();
        await WriteAsync("UPDATE durable_history SET events = ?2 WHERE instance = (SELECT key FROM durable_instances WHERE id = ?1)", "poisoned", history);
        await CrashAndStartAsync();

        await Client.RaiseEventAsync("poisoned", "go", 1);
        await Client.RaiseEventAsync("healthy", "go", 2);

        Assert.Equal(2, await ResultAsync<int>("healthy"));
        var parked = await UntilAsync("poisoned", state => state.IsParked);
        Assert.Contains("history of instance 'poisoned' cannot be read", parked.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(history, Stored("SELECT events FROM durable_history WHERE instance = (SELECT key FROM durable_instances WHERE id = ?1)"));
    }

    [Fact]
    public async Task History_ThatCanBeReadAgain_GoesOnWithWhatWasSent()
    {
        await StartWithTwoAsync();
        var whole = Stored("SELECT events FROM durable_history WHERE instance = (SELECT key FROM durable_instances WHERE id = ?1)");
        await WriteAsync("UPDATE durable_history SET events = ?2 WHERE instance = (SELECT key FROM durable_instances WHERE id = ?1)", "poisoned", "[");
        await CrashAndStartAsync();
        await Client.RaiseEventAsync("poisoned", "go", 1);
        await UntilAsync("poisoned", state => state.IsParked);

        await WriteAsync("UPDATE durable_history SET events = ?2 WHERE instance = (SELECT key FROM durable_instances WHERE id = ?1)", "poisoned", whole);
        await CrashAndStartAsync();

        Assert.Equal(1, await ResultAsync<int>("poisoned"));
    }

    [Fact]
    public async Task Instance_WithAnUnreadableHistory_CanBeTerminatedAndPurged()
    {
        await StartWithTwoAsync();
        await WriteAsync("UPDATE durable_history SET events = ?2 WHERE instance = (SELECT key FROM durable_instances WHERE id = ?1)", "poisoned", "[");
        await CrashAndStartAsync();

        await Client.TerminateAsync("poisoned", "of no use", recursive: true);

        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync("poisoned")).Status);
        Assert.True(await Client.PurgeAsync("poisoned"));
        Assert.Equal("0", Stored("SELECT count(*) FROM durable_history WHERE instance NOT IN (SELECT key FROM durable_instances) AND ?1 <> ''"));
    }

    [Fact]
    public async Task Message_ThatCannotBeRead_ParksItsInstanceAlone()
    {
        await StartWithTwoAsync();
        await WriteAsync("INSERT INTO durable_inbox (instance, events) SELECT key, ?2 FROM durable_instances WHERE id = ?1", "poisoned", "[");
        await CrashAndStartAsync();

        await Client.RaiseEventAsync("healthy", "go", 2);

        Assert.Equal(2, await ResultAsync<int>("healthy"));
        var parked = await UntilAsync("poisoned", state => state.IsParked);
        Assert.Contains("messages of instance 'poisoned' cannot be read", parked.Failure!.Message, StringComparison.Ordinal);
        await Client.TerminateAsync("poisoned", "of no use");
        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync("poisoned")).Status);
    }

    private async Task StartWithTwoAsync()
    {
        var main = Registry.Orchestration<int, int>("main", (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEventAsync<int>("go");
        });
        await StartAsync();
        foreach (var id in (string[])["poisoned", "healthy"])
        {
            await ScheduleAsync(main, 0, id);
            await UntilStatusAsync("waiting", id);
        }
    }

    private Task WriteAsync(string sql, string id, string text) =>
        _fixture.Database.WriteAsync(session => session.Execute(sql, id, Encoding.UTF8.GetBytes(text)));

    private string Stored(string sql) => _fixture.Database.Read(session =>
    {
        using var rows = session.Query(sql, "poisoned");
        return rows.Read() ? rows.GetString(0) : "";
    });
}
