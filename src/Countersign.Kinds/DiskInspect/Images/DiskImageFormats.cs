namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>The names of container formats on the wire.</summary>
internal static class DiskImageFormats
{
    public const string Raw = "raw";
    public const string Qcow2 = "qcow2";
    public const string Vmdk = "vmdk";
    public const string Vhd = "vhd";
    public const string Vhdx = "vhdx";

    public static IReadOnlyList<string> All { get; } = [Raw, Qcow2, Vmdk, Vhd, Vhdx];
}
