using System.Globalization;
using System.Runtime.InteropServices;

namespace Countersign.Server.Inputs.Folders;

/// <summary>What the system knows of an entry: <c>struct statx</c> of linux/stat.h, laid out alike on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileLook
{
    private const ushort TypeBits = 0xf000;
    private const ushort RegularFile = 0x8000;
    private const ushort SymbolicLink = 0xa000;
    private const ushort Folder = 0x4000;
    private const long NanosecondsPerTick = 100;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(32)]
    private readonly ulong _inode;

    [FieldOffset(40)]
    private readonly ulong _size;

    [FieldOffset(96)]
    private readonly long _changedSeconds;

    [FieldOffset(104)]
    private readonly uint _changedNanoseconds;

    [FieldOffset(112)]
    private readonly long _modifiedSeconds;

    [FieldOffset(120)]
    private readonly uint _modifiedNanoseconds;

    [FieldOffset(136)]
    private readonly uint _deviceMajor;

    [FieldOffset(140)]
    private readonly uint _deviceMinor;

    public bool IsFile => (_mode & TypeBits) == RegularFile;

    public bool IsFolder => (_mode & TypeBits) == Folder;

    public bool IsLink => (_mode & TypeBits) == SymbolicLink;

    public long Size => (long)_size;

    /// <summary>Within what a time can be; a file system may hold others.</summary>
    public DateTimeOffset ModifiedAt
    {
        get
        {
            var seconds = Math.Clamp(_modifiedSeconds, DateTimeOffset.MinValue.ToUnixTimeSeconds() + 1, DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 1);
            return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(_modifiedNanoseconds / NanosecondsPerTick);
        }
    }

    /// <summary>
    /// Size, time of the last change of the content, time of the last change of anything, and identity. The third cannot be set by
    /// a user: who writes the same number of bytes and puts the content's time back leaves a trace in it.
    /// </summary>
    public string ETag => string.Create(
        CultureInfo.InvariantCulture,
        $"{_size:x}-{_modifiedSeconds:x}.{_modifiedNanoseconds:x}-{_changedSeconds:x}.{_changedNanoseconds:x}-{_deviceMajor:x}.{_deviceMinor:x}.{_inode:x}").Replace('.', '-');
}
