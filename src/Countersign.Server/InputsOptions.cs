namespace Countersign.Server;

/// <summary>What jobs may read; section <c>Inputs</c>.</summary>
public sealed class InputsOptions
{
    /// <summary>Folders below which jobs may read. Default: the folder the server was started in.</summary>
    public IList<string> Roots { get; } = [];

    /// <summary>Folders of the server itself, in which no job removes anything; named by the host.</summary>
    internal IList<string> ServerFolders { get; } = [];

    /// <summary>Takes a folder out of the reach of jobs that remove files.</summary>
    public void Protect(string folder) => ServerFolders.Add(folder);
}
