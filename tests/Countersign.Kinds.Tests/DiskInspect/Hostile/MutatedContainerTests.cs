using System.Diagnostics;
using Countersign.Kinds.DiskInspect;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.DiskInspect.Report;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

/// <summary>Thousands of damaged images, the same ones in each run: each gives a report or a typed error, soon.</summary>
public sealed class MutatedContainerTests(SampleDisks samples)
{
    private const int Mutants = 2000;

    /// <summary>Far above what one takes; what runs away takes minutes.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Theory, MemberData(nameof(SampleDisks.Images), MemberType = typeof(SampleDisks))]
    public async Task Inspect_MutantsOfASample_EndInAReportOrATypedError(string name)
    {
        var random = new Random(20260101);
        var mutation = new Mutation(random);
        var original = samples.Bytes(name);
        var targets = TargetsOf(name, original.Length);
        var mutant = original.ToArray();
        for (var i = 0; i < Mutants; i++)
        {
            var target = targets[random.Next(targets.Length)];
            mutation.Damage(mutant.AsSpan(target));
            if (random.Next(2) == 0)
                ChecksumRepair.Apply(name, mutant);
            var length = random.Next(8) == 0 ? random.Next(mutant.Length) : mutant.Length;

            await InspectAsync(name, i, new MemoryStream(mutant, 0, length, writable: false));

            foreach (var touched in targets)
                original.AsSpan(touched).CopyTo(mutant.AsSpan(touched));
        }
    }

    /// <summary>Where the tables are: a random byte of a large file would be data almost always.</summary>
    private static Range[] TargetsOf(string name, int length) => name switch
    {
        _ when name.EndsWith(".vhdx", StringComparison.Ordinal) =>
            [
                (64 << 10)..(68 << 10), (128 << 10)..(132 << 10), (192 << 10)..(320 << 10), (1 << 20)..((1 << 20) + 65536),
                (2 << 20)..((2 << 20) + 4096), (3 << 20)..((3 << 20) + (66 << 10))],
        _ when length < 4096 => [0..length],
        _ => [0..512, 0..512, 0..4096, 0..Math.Min(length, 128 << 10), (length - 2048)..length],
    };

    private async Task InspectAsync(string name, int mutant, MemoryStream container)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var image = await DiskImageOpener.OpenAsync(
                new StreamByteSource(container), new FolderExtentFiles(samples.Folder), CancellationToken.None);
            DiskInspection.Run(image, CancellationToken.None);
        }
        catch (DiskImageException error)
        {
            Assert.NotEmpty(error.Code);
        }
        catch (Exception bug)
        {
            Assert.Fail($"Mutant {mutant} of {name}: {bug}");
        }

        Assert.True(watch.Elapsed < Bound, $"Mutant {mutant} of {name} took {watch.Elapsed}.");
    }
}
