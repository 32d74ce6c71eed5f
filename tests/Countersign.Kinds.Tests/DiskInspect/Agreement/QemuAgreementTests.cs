using System.Text.Json;
using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.DiskInspect.Images.Qcow2;
using Countersign.Kinds.DiskInspect.Images.Vmdk;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Agreement;

public sealed class QemuAgreementTests(SampleDisks samples)
{
    [Theory, MemberData(nameof(SampleDisks.Images), MemberType = typeof(SampleDisks))]
    public async Task Facts_OfEachSample_AreThoseOfQemuInfo(string name)
    {
        var info = JsonDocument.Parse(await ExternalTool.RunAsync(
            "qemu-img", 0, ["info", .. RawConversion.SourceFormat(name), "--output=json", samples.PathOf(name)])).RootElement;

        var facts = (await samples.OpenAsync(name)).Facts;

        Assert.Equal(info.GetProperty("format").GetString(), facts.Format == DiskImageFormats.Vhd ? "vpc" : facts.Format);
        Assert.Equal(info.GetProperty("virtual-size").GetInt64(), facts.VirtualSizeBytes);
        Assert.Equal(info.TryGetProperty("backing-filename", out var backing) ? backing.GetString() : null, facts.Parent);
        if (facts is Qcow2Facts qcow2)
            AssertQcow2(info, qcow2);
        if (facts is VmdkFacts vmdk)
            Assert.Equal(info.GetProperty("format-specific").GetProperty("data").GetProperty("create-type").GetString(), vmdk.CreateType);
    }

    [Theory, MemberData(nameof(SampleDisks.Images), MemberType = typeof(SampleDisks))]
    public async Task Contents_OfEachSample_AreThoseOfQemuConvert(string name)
    {
        if (name == "backing.qcow2")
            Assert.Skip("qemu-img convert opens the backing file, which is not there by design.");
        var raw = await RawConversion.MakeAsync(samples, name);

        var image = await samples.OpenAsync(name);

        await using var expected = File.OpenRead(raw);
        var ours = new byte[1 << 20];
        var theirs = new byte[1 << 20];
        for (long offset = 0; offset < image.VirtualSize; offset += ours.Length)
        {
            var count = (int)Math.Min(ours.Length, image.VirtualSize - offset);
            image.Read(offset, ours.AsSpan(0, count));
            await expected.ReadExactlyAsync(theirs.AsMemory(0, count));
            Assert.True(ours.AsSpan(0, count).SequenceEqual(theirs.AsSpan(0, count)), $"{name} differs within the MiB at {offset}.");
        }
    }

    private static void AssertQcow2(JsonElement info, Qcow2Facts facts)
    {
        var data = info.GetProperty("format-specific").GetProperty("data");
        Assert.Equal(data.GetProperty("compat").GetString(), facts.Version == 2 ? "0.10" : "1.1");
        Assert.Equal(info.GetProperty("cluster-size").GetInt64(), facts.ClusterSizeBytes);
        Assert.Equal(data.GetProperty("refcount-bits").GetInt32(), facts.RefcountBits);
        Assert.Equal(data.TryGetProperty("extended-l2", out var extended) && extended.GetBoolean(), facts.ExtendedL2);
    }
}
