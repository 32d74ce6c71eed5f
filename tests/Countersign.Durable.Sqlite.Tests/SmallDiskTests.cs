using Countersign.Conformance.Durable;
using Countersign.Sqlite;
using Countersign.Testing.Disks;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>A file system that really is full, under load.</summary>
public sealed class SmallDiskTests : IAsyncDisposable
{
    private readonly LimitedDisk? _disk = LimitedDisk.TryMount(16, out _);

    public ValueTask DisposeAsync()
    {
        _disk?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task FullDisk_UnderLoad_LosesNothingThatWasAcknowledged()
    {
        Assert.SkipWhen(_disk is null, "Only root on Linux can mount a file system.");
        await using var load = new Load(new SqliteEngineFixture(_disk!.Path), _disk);

        await load.RunAsync();
    }

    private sealed class Load(SqliteEngineFixture fixture, LimitedDisk disk) : DurableContract(fixture)
    {
        private static readonly string Ballast = new('x', 5_000);

        public async Task RunAsync()
        {
            var add = Registry.Activity<string, string>("add", text => text + ".");
            var main = Registry.Orchestration<string, int>("main", async (context, text) =>
            {
                text = await context.CallActivityAsync(add, text);
                text += await context.WaitForExternalEventAsync<string>("go");
                return (await context.CallActivityAsync(add, text)).Length;
            });
            await StartAsync();
            List<string> raised = [];
            List<string> scheduled = [];
            List<string> unsure = [];
            for (var i = 0; unsure.Count < 20; i++)
            {
                if (i == 20)
                {
                    disk.Fill();
                }

                Assert.True(i < 1000, "a full disk took 1000 instances");
                var id = $"one-{i}";
                if (!await TryAsync(() => Client.ScheduleAsync(main, Ballast, id)))
                {
                    unsure.Add(id);
                    continue;
                }

                scheduled.Add(id);
                if (await TryAsync(() => Client.RaiseEventAsync(id, "go", "go")))
                {
                    raised.Add(id);
                }
            }

            disk.Free();
            foreach (var id in unsure)
            {
                Assert.Null(await Client.GetAsync(id));
                await ScheduleAsync(main, Ballast, id);
            }

            foreach (var id in unsure.Concat(scheduled.Except(raised)))
            {
                await Client.RaiseEventAsync(id, "go", "go");
            }

            foreach (var id in scheduled.Concat(unsure))
            {
                await EndWhileAdvancingAsync(TimeSpan.FromSeconds(1), id);
                Assert.Equal(Ballast.Length + 4, await ResultAsync<int>(id));
            }
        }

        private static async Task<bool> TryAsync(Func<Task> act)
        {
            try
            {
                await act();
                return true;
            }
            catch (SqliteUnavailableException)
            {
                return false;
            }
        }
    }
}
