using Countersign.Kinds;

namespace Countersign.Server.Inputs.Folders;

/// <summary>Opens folders below the configured roots, with the means that the operating system has against links on the way.</summary>
/// <param name="roots">The folders that jobs may use.</param>
/// <param name="usesDescriptors">
/// Whether folders are reached through open descriptors, so that nobody can slip a link in between a look and a removal. Where the
/// system has none, paths are looked at part by part immediately before.
/// </param>
public sealed class InputFolders(Lazy<InputRoots> roots, bool usesDescriptors) : IInputFolders
{
    public InputFolders(InputRoots roots, bool usesDescriptors)
        : this(new Lazy<InputRoots>(roots), usesDescriptors)
    {
    }

    /// <summary>The best way that this system has.</summary>
    public InputFolders(InputRoots roots)
        : this(roots, LinuxCalls.AreSupported)
    {
    }

    /// <summary>The best way that this system has, over roots that are read when the first folder is opened.</summary>
    public InputFolders(Func<InputRoots> roots)
        : this(new Lazy<InputRoots>(roots), LinuxCalls.AreSupported)
    {
    }

    public IInputFolder Open(string path)
    {
        var place = roots.Value.LocateFolder(path);
        return usesDescriptors ? LinuxFolder.Open(place) : PortableFolder.Open(place);
    }
}
