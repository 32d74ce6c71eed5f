using System.Runtime.InteropServices;

namespace Countersign.Server.Inputs.Folders;

/// <summary>An open folder of the system.</summary>
internal sealed class FolderHandle : SafeHandle
{
    /// <summary>For the marshaller.</summary>
    public FolderHandle()
        : base(-1, ownsHandle: true)
    {
    }

    public FolderHandle(int descriptor)
        : this() => SetHandle(descriptor);

    public override bool IsInvalid => handle < 0;

    /// <summary>A path that leads to this very folder, whatever its name is by now.</summary>
    public string Path => $"/proc/self/fd/{handle}";

    protected override bool ReleaseHandle() => LinuxCalls.Close(handle) == 0;
}
