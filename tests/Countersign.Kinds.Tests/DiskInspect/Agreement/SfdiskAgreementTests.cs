using System.Text.Json;
using Countersign.Kinds.DiskInspect.Partitions;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Agreement;

public sealed class SfdiskAgreementTests(SampleDisks samples)
{
    [Theory]
    [InlineData("gpt-ext4-fat.qcow2"), InlineData("gpt-compressed-v2.qcow2"), InlineData("gpt-extended-l2.qcow2")]
    [InlineData("gpt-sparse.vmdk"), InlineData("gpt-stream-optimized.vmdk"), InlineData("gpt-dynamic.vhd"), InlineData("gpt.vhdx")]
    [InlineData("mbr-logical.qcow2"), InlineData("split.vmdk"), InlineData("file-systems.qcow2")]
    public async Task Partitions_OfEachSample_AreThoseOfSfdisk(string name)
    {
        var raw = await RawConversion.MakeAsync(samples, name);
        var output = await ExternalTool.RunAsync("sfdisk", 0, "--json", raw);
        var expected = JsonDocument.Parse(output).RootElement.GetProperty("partitiontable");

        var table = PartitionTableReader.Read(await samples.OpenAsync(name));

        Assert.Equal(expected.GetProperty("label").GetString(), table.Scheme == PartitionScheme.Mbr ? "dos" : table.Scheme);
        Assert.Equal(expected.GetProperty("sectorsize").GetInt32(), table.SectorSizeBytes);
        Assert.Equal(
            expected.GetProperty("id").GetString(), table.Scheme == PartitionScheme.Mbr ? $"0x{table.DiskId}" : table.DiskId,
            ignoreCase: true);
        Assert.Empty(table.Problems);
        Assert.Collection(table.Partitions, [.. expected.GetProperty("partitions").EnumerateArray().Select(Matches)]);
    }

    private static Action<Partition> Matches(JsonElement expected) => actual =>
    {
        Assert.EndsWith($"converted{actual.Number}", Text(expected, "node"), StringComparison.Ordinal);
        Assert.Equal(expected.GetProperty("start").GetInt64() * 512, actual.StartByte);
        Assert.Equal(expected.GetProperty("size").GetInt64() * 512, actual.SizeBytes);
        Assert.Equal(Text(expected, "type")!.PadLeft(2, '0'), actual.TypeId, ignoreCase: true);
        Assert.Equal(Text(expected, "name"), actual.Name);
        Assert.Empty(actual.Problems);
        if (Text(expected, "uuid") is { } uuid)
            Assert.Equal(uuid, actual.Uuid, ignoreCase: true);
        if (actual.Role is not null)
            Assert.Equal(expected.TryGetProperty("bootable", out var bootable) && bootable.GetBoolean(), actual.Bootable);
        Assert.Equal(Text(expected, "attrs"), ToSfdisk(actual.Attributes));
    };

    private static string? ToSfdisk(IReadOnlyList<string> attributes) => attributes switch
    {
        [] => null,
        ["legacy_bios_bootable"] => "LegacyBIOSBootable",
        ["read_only", "hidden"] => "GUID:60,62",
        _ => string.Join(' ', attributes),
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
