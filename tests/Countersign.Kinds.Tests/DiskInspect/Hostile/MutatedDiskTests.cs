using System.Diagnostics;
using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.DiskInspect.Report;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

/// <summary>Damaged partition tables and superblocks: always a report, because damage on the disk is what a report is for.</summary>
public sealed class MutatedDiskTests(SampleDisks samples)
{
    private const int Mutants = 3000;

    private static readonly long[] TablePlaces = [0, 512, 512, 1024];

    private static readonly long[] SuperblockOffsets = [0, 0, 1024, 4096 - 512, 16384, 32768, 34816, 65536];

    [
        Theory, InlineData("gpt-ext4-fat.qcow2"), InlineData("mbr-logical.qcow2"),
        InlineData("file-systems.qcow2"), InlineData("gpt-4k-sectors.qcow2"), InlineData("floppy.raw")]
    public async Task Inspect_MutantsOfADisk_EndInAReport(string name)
    {
        var image = await samples.OpenAsync(name);
        var places = DiskInspection.Run(image, CancellationToken.None).Volumes
            .SelectMany(volume => SuperblockOffsets.Select(offset => volume.StartByte + offset))
            .Concat([0L, 512, 1024, 4096, 8192, 5 << 20, image.VirtualSize - 512, image.VirtualSize - 4096])
            .Where(place => place >= 0 && place <= image.VirtualSize - 512)
            .ToList();
        var random = new Random(20260102);
        var mutation = new Mutation(random);
        var sector = new byte[512];
        for (var i = 0; i < Mutants; i++)
        {
            var disk = new PatchedImage(image);
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                var place = random.Next(3) == 0 ? TablePlaces[random.Next(TablePlaces.Length)] : places[random.Next(places.Count)];
                disk.Read(place, sector);
                mutation.Damage(sector);
                disk.Write(place, sector);
            }

            if (random.Next(2) == 0)
                GptRepair.Apply(disk);

            var watch = Stopwatch.StartNew();
            var error = Record.Exception(() => DiskInspection.Run(disk, CancellationToken.None));
            Assert.True(error is null or DiskImageException, $"Mutant {i} of {name}: {error}");
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
    }
}
