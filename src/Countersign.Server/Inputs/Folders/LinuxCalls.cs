using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Countersign.Server.Inputs.Folders;

/// <summary>The calls of Linux that reach files through open folders (openat(2), statx(2), unlinkat(2)).</summary>
internal static partial class LinuxCalls
{
    public const int NoSuchEntry = 2;
    public const int AccessDenied = 13;
    public const int NotADirectory = 20;
    public const int IsADirectory = 21;
    public const int TooManyLinks = 40;
    public const int NotPermitted = 1;

    private const int SymlinkNoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int CloseOnExec = 0x80000;

    /// <summary>Two of the flags differ between processors (asm/fcntl.h).</summary>
    private static readonly int OpenFolder = CloseOnExec | (IsArm ? 0x4000 | 0x8000 : 0x10000 | 0x20000);

    /// <summary>For files: never through a link, and without waiting for whoever would write into a pipe.</summary>
    private static readonly int OpenFileFlags = CloseOnExec | 0x800 | (IsArm ? 0x8000 : 0x20000);

    /// <summary>Whether this system has these calls, and a way to list what an open folder holds.</summary>
    public static bool AreSupported { get; } =
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 or Architecture.Arm or Architecture.Arm64
        && Directory.Exists("/proc/self/fd");

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

    /// <summary>Opens a root, whose links were followed when the server started.</summary>
    public static FolderHandle OpenRoot(string path) => Wrap(Open(path, OpenFolder));

    /// <summary>Opens a folder inside an open one; never through a link.</summary>
    public static FolderHandle OpenInside(FolderHandle folder, string name) => Wrap(OpenAt(folder, name, OpenFolder));

    /// <summary>Opens a file inside an open folder for reading; never through a link.</summary>
    /// <exception cref="LinuxCallException">The system refuses; a link is <see cref="TooManyLinks"/>.</exception>
    public static SafeFileHandle OpenFile(FolderHandle folder, string name)
    {
        var descriptor = OpenAt(folder, name, OpenFileFlags);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new LinuxCallException(Marshal.GetLastPInvokeError());
    }

    /// <summary>Looks at an entry itself; 0, or the error.</summary>
    public static int Look(FolderHandle folder, string name, out FileLook look)
    {
        var error = StatX(folder, name, SymlinkNoFollow, BasicStats, out look) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return error;
    }

    /// <summary>Removes an entry that is no folder; 0, or the error. A link is removed itself.</summary>
    public static int Remove(FolderHandle folder, string name) =>
        UnlinkAt(folder, name, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(nint descriptor);

    private static FolderHandle Wrap(int descriptor) => descriptor >= 0
        ? new FolderHandle(descriptor)
        : throw new LinuxCallException(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenAt(FolderHandle folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int StatX(FolderHandle folder, string name, int flags, uint mask, out FileLook look);

    [LibraryImport("libc", EntryPoint = "unlinkat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int UnlinkAt(FolderHandle folder, string name, int flags);
}
