using System.Globalization;
using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests.Crash;

/// <summary>The process that <see cref="CrashTests"/> kills: it updates jobs for ever and says what was acknowledged.</summary>
public sealed class CrashingWriter
{
    public const string FolderVariable = "COUNTERSIGN_TESTS_CRASH_FOLDER";
    public const int Jobs = 8;

    /// <summary>How many events the update that makes the counter <paramref name="count"/> appends.</summary>
    public static int EventsOf(int count) => count % 4;

    public static string JobId(int number) => $"job{number}";

    /// <summary>The counter that a record carries.</summary>
    public static int CountOf(JobRecord record) => int.Parse(record.ExecutedPlanHash ?? "0", CultureInfo.InvariantCulture);

    [Fact(Explicit = true)]
    public async Task WriteForEver()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, "Started by the crash tests only.");
        await using var storage = new SqliteStorageUnderTest(folder);
        await storage.OpenAsync();

        var writers = Enumerable.Range(0, Jobs).Select(number => UpdateForEverAsync(storage.Jobs, JobId(number)));
        await Task.WhenAll([UploadForEverAsync(storage.Uploads), .. writers]);
    }

    private static async Task UpdateForEverAsync(IJobStore jobs, string jobId)
    {
        await jobs.TryCreateAsync(new JobBuilder(jobId).Creation(), CancellationToken.None);
        while (true)
        {
            var count = await jobs.UpdateAsync(jobId, CountUp, CancellationToken.None);
            Console.Out.WriteLine($"updated {jobId} {count};");
        }
    }

    private static async Task UploadForEverAsync(IUploadStore uploads)
    {
        while (true)
        {
            var upload = await uploads.SaveAsync("bytes", "ann", new MemoryStream(new byte[200_000]), 200_000, CancellationToken.None);
            Console.Out.WriteLine($"uploaded {upload!.UploadId} {upload.Size};");
        }
    }

    private static JobUpdate<int> CountUp(JobRecord record)
    {
        var count = CountOf(record) + 1;
        return new JobUpdate<int>(count, new JobChange
        {
            Record = record with { ExecutedPlanHash = count.ToString(CultureInfo.InvariantCulture) },
            Events = [.. Enumerable.Repeat(new EventDraft(EventTypes.Log), EventsOf(count))],
        });
    }
}
