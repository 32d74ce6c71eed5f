namespace Countersign.Server;

/// <summary>What jobs may read, and clean up; section <c>Inputs</c>.</summary>
public sealed class InputsOptions
{
    /// <summary>Folders below which jobs may read. Default: the folder the server was started in.</summary>
    public IList<string> Roots { get; } = [];

    /// <summary>
    /// Blob containers, by name, from which jobs may remove blobs. Default: none. Only where the host keeps its data in a storage account;
    /// containers of that account, and never those that the service itself uses.
    /// </summary>
    public IList<string> Containers { get; } = [];

    /// <summary>Folders of the server itself, in which no job removes anything; named by the host.</summary>
    internal IList<string> ServerFolders { get; } = [];

    /// <summary>Whether the host has blob storage.</summary>
    internal bool HasContainers { get; private set; }

    /// <summary>Takes a folder out of the reach of jobs that remove files.</summary>
    public void Protect(string folder) => ServerFolders.Add(folder);

    /// <summary>Lets <see cref="Containers"/> be configured: called by a storage that has some.</summary>
    public void OfferContainers() => HasContainers = true;
}
