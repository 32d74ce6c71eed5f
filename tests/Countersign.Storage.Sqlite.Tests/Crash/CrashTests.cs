using Xunit;

namespace Countersign.Storage.Sqlite.Tests.Crash;

/// <summary>A process that is killed while it writes: what it was told is stored is stored, and nothing is stored by half.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private readonly SqliteStorageUnderTest _storage = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Kill_WhileWriting_LosesNothingAcknowledgedAndStoresNothingByHalf()
    {
        // Kills at different moments, each on what the one before left.
        foreach (var acknowledgements in (int[])[1, 150, 700])
        {
            var acknowledged = await WriterProcess.RunAndKillAsync(_storage.Folder, acknowledgements);

            await _storage.OpenAsync();
            Assert.Equal("ok", IntegrityCheck());
            await AssertUpdatesAreWholeAsync(acknowledged);
            await AssertUploadsAreWholeAsync(acknowledged);
            await _storage.CloseAsync();
        }
    }

    private async Task AssertUpdatesAreWholeAsync(Acknowledged acknowledged)
    {
        foreach (var jobId in Enumerable.Range(0, CrashingWriter.Jobs).Select(CrashingWriter.JobId))
        {
            if (await _storage.Jobs.GetAsync(jobId, CancellationToken.None) is not { } record)
            {
                Assert.Equal(0, acknowledged.CountOf(jobId));
                continue;
            }

            var count = CrashingWriter.CountOf(record);
            var events = await _storage.Events.ReadAsync(jobId, 0, int.MaxValue, null, CancellationToken.None);
            Assert.True(count >= acknowledged.CountOf(jobId), $"{jobId} counts {count}, {acknowledged.CountOf(jobId)} were acknowledged.");
            Assert.Equal(Enumerable.Range(1, count).Sum(CrashingWriter.EventsOf), record.LastSeq);
            Assert.Equal(Enumerable.Range(1, events.Count), events.Select(stored => (int)stored.Seq));
            Assert.Equal(record.LastSeq, events.Count);
        }
    }

    private async Task AssertUploadsAreWholeAsync(Acknowledged acknowledged)
    {
        foreach (var uploadId in acknowledged.Uploads)
        {
            await using var stream = await _storage.Uploads.OpenAsync(uploadId, CancellationToken.None);
            Assert.Equal(200_000, stream?.Length);
        }

        foreach (var file in Directory.GetFiles(Path.Combine(_storage.Folder, "uploads")))
        {
            Assert.NotNull(await _storage.Uploads.GetAsync(Path.GetFileName(file), CancellationToken.None));
        }
    }

    private string IntegrityCheck() => _storage.Database.Read(session =>
    {
        using var rows = session.Query("PRAGMA integrity_check");
        return rows.Read() ? rows.GetString(0) : "no answer";
    });
}
