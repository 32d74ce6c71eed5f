namespace Countersign.Kinds.Tests.DiskInspect.Agreement;

/// <summary>A sample as QEMU converts it to raw.</summary>
internal static class RawConversion
{
    public static async Task<string> MakeAsync(SampleDisks samples, string name)
    {
        var raw = samples.PathOf($"{name}.{Guid.NewGuid():N}.converted");
        await ExternalTool.RunAsync("qemu-img", 0, ["convert", .. SourceFormat(name), "-O", "raw", samples.PathOf(name), raw]);
        return raw;
    }

    /// <summary>QEMU does not look for the footer of a fixed VHD and takes the file for raw unless told.</summary>
    public static string[] SourceFormat(string name) => name.EndsWith(".vhd", StringComparison.Ordinal) ? ["-f", "vpc"] : [];
}
