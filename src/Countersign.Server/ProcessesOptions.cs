namespace Countersign.Server;

/// <summary>What child processes of builds, scripts and analysers get; section <c>Processes</c>.</summary>
public sealed class ProcessesOptions
{
    /// <summary>Where programs are looked for. Default: the server's own <c>PATH</c>.</summary>
    public string SearchPath { get; set; } = "";

    /// <summary>Names of variables of the server that its children get too, such as a proxy's; none by default.</summary>
    public IList<string> PassEnvironment { get; } = [];

    /// <summary>
    /// Programs that <c>script.run</c> may start, by name or absolute path; an interpreter such as bash counts as one. None by
    /// default, and the kind then refuses every job.
    /// </summary>
    public IList<string> AllowedPrograms { get; } = [];

    /// <summary>Whether scripts may reach the network. Default false.</summary>
    public bool ScriptNetwork { get; set; }

    /// <summary>The folder for working copies. Default: <c>work</c> in the data folder, or in the system's temporary folder.</summary>
    public string WorkFolder { get; set; } = "";

    /// <summary>The most resident memory of a process and all it starts, in bytes. Default 4 GiB.</summary>
    public long MaxMemoryBytes { get; set; } = 4L << 30;

    /// <summary>Values of <see cref="PassEnvironment"/>, as the host read them.</summary>
    internal Dictionary<string, string> Passed { get; } = [];

    /// <summary>Folders and files of the server itself, which its children must not see; named by the host.</summary>
    internal IList<string> Hidden { get; } = [];

    /// <summary>Hides a folder or file from children, where the machine can.</summary>
    public void Hide(string path) => Hidden.Add(Path.GetFullPath(path));

    /// <summary>Takes over, from the server's own variables, what was not configured and what is to be passed on.</summary>
    /// <param name="variable">Reads one; null where it is not set.</param>
    /// <param name="workFolder">Where working copies go unless configured.</param>
    public void TakeOver(Func<string, string?> variable, string workFolder)
    {
        ArgumentNullException.ThrowIfNull(variable);
        SearchPath = SearchPath.Length > 0 ? SearchPath : variable("PATH") ?? "";
        WorkFolder = WorkFolder.Length > 0 ? WorkFolder : workFolder;
        foreach (var name in PassEnvironment)
        {
            if (variable(name) is { } value)
            {
                Passed[name] = value;
            }
        }
    }
}
