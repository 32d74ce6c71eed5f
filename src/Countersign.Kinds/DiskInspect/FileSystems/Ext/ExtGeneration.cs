namespace Countersign.Kinds.DiskInspect.FileSystems.Ext;

/// <summary>
/// Tells ext2, ext3 and ext4 apart. They share one superblock, so the oldest driver that knows all features names it;
/// feature bits after Linux Documentation/filesystems/ext4/super.rst.
/// </summary>
internal static class ExtGeneration
{
    private const uint HasJournal = 0x4;
    private const uint JournalDevice = 0x8;
    private const uint NeedsRecovery = 0x4;

    // filetype and meta_bg; sparse_super, large_file and btree_dir.
    private const uint Ext2Incompatible = 0x2 | 0x10;
    private const uint Ext2ReadOnlyCompatible = 0x1 | 0x2 | 0x4;

    public static string NameOf(uint compatible, uint incompatible, uint readOnlyCompatible)
    {
        if ((incompatible & JournalDevice) != 0)
            return "jbd";
        var known = (incompatible & ~(Ext2Incompatible | NeedsRecovery)) == 0 && (readOnlyCompatible & ~Ext2ReadOnlyCompatible) == 0;
        if (!known)
            return "ext4";
        return (compatible & HasJournal) != 0 ? "ext3" : "ext2";
    }
}
