using System.Globalization;
using System.Runtime.InteropServices;

namespace Countersign.Kinds.Processes;

/// <summary>What this machine offers to keep a child process apart, found out once by trying it.</summary>
/// <remarks>
/// <c>setsid</c> gives a session of its own, <c>prlimit</c> the limits of <c>setrlimit(2)</c>, <c>setpriv</c> takes away what a
/// program could gain (<c>PR_SET_NO_NEW_PRIVS</c> and the capabilities), all of util-linux; <c>unshare</c> gives namespaces: without
/// a network of its own there is none, when the first process of a process namespace dies, the kernel ends all others in it
/// (<c>pid_namespaces(7)</c>), and what is mounted over in a mount namespace of a more privileged user namespace cannot be uncovered
/// (<c>mount_namespaces(7)</c>, locked mounts).
/// </remarks>
public sealed class Isolation
{
    private static readonly string[] ProcessNamespace = ["--pid", "--fork", "--kill-child", "--mount-proc"];
    private readonly string _searchPath;

    private Isolation(string searchPath) => _searchPath = searchPath;

    /// <summary>Whether a process can get a session of its own, and be stopped with everything in it.</summary>
    public bool HasSession { get; private init; }

    /// <summary>Whether CPU time and file size can be limited.</summary>
    public bool HasLimits { get; private init; }

    /// <summary>Whether the kernel ends everything that a process started together with it.</summary>
    public bool HasProcessNamespace { get; private init; }

    /// <summary>Whether the network can be taken away.</summary>
    public bool HasNetworkNamespace { get; private init; }

    /// <summary>Whether the server's own folders can be covered, so that no child can read them.</summary>
    public bool CanHide { get; private init; }

    /// <summary>Whether children can be kept from gaining privileges, by <c>sudo</c> for instance.</summary>
    public bool HasNoNewPrivileges { get; private init; }

    /// <summary>Tries what there is; takes some ten milliseconds.</summary>
    public static Isolation Detect(string searchPath)
    {
        ArgumentNullException.ThrowIfNull(searchPath);
        var probe = new IsolationProbe(searchPath);
        if (!OperatingSystem.IsLinux())
        {
            return new Isolation(searchPath);
        }

        var session = probe.Works("setsid", "true");
        var processes = probe.Works(["unshare", "--user", "--map-current-user", .. ProcessNamespace, "true"]);
        return new Isolation(searchPath)
        {
            HasSession = session,
            HasLimits = probe.Works("prlimit", "--core=0", "true"),
            HasProcessNamespace = processes,
            HasNetworkNamespace = probe.Works("unshare", "--user", "--map-current-user", "--net", "true"),
            HasNoNewPrivileges = probe.Works(["setpriv", .. WithoutPrivileges(), "true"]),
            CanHide = processes && probe.Hides([.. InnerNamespaces(), .. ProcessNamespace, "--"]),
        };
    }

    /// <summary>How a request is held, in a sentence for plans.</summary>
    public string Describe(ProcessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var limits = request.Limits;
        List<string> parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"at most {limits.Time:c} and {limits.MemoryBytes / (1024 * 1024):N0} MiB of memory, {limits.Processes} processes"),
            HasLimits
                ? string.Create(CultureInfo.InvariantCulture, $"{limits.CpuTime:c} of CPU time and {limits.FileBytes / (1024 * 1024):N0} MiB a file (prlimit)")
                : "CPU time and file sizes not limited on this machine",
            HasProcessNamespace ? "a process namespace of its own" : HasSession ? "a session of its own" : "no session of its own on this machine",
            request.Network ? "with network" : HasNetworkNamespace ? "without network" : "network cannot be taken away on this machine",
            CanHide ? "the server's own folders are hidden" : "the server's own folders cannot be hidden on this machine",
            HasNoNewPrivileges ? "no privileges can be gained" : "gaining privileges cannot be prevented on this machine",
        ];
        return string.Join("; ", parts);
    }

    /// <summary>The command with what holds it in front.</summary>
    /// <param name="request">What to run; its program is an absolute path.</param>
    /// <param name="hidden">Absolute folders and files that it must not see.</param>
    internal IReadOnlyList<string> Wrap(ProcessRequest request, IReadOnlyList<string> hidden)
    {
        var command = new List<string>();
        if (HasSession)
        {
            command.Add(Tool("setsid"));
        }

        var takesNetwork = HasNetworkNamespace && !request.Network;
        var hides = CanHide && hidden.Count > 0;
        if (hides)
        {
            command.AddRange([Tool("unshare"), .. HidingPlaces.OuterNamespaces, "--", .. new HidingPlaces(Tool).Cover(request, hidden)]);
        }

        if (HasProcessNamespace || takesNetwork)
        {
            command.AddRange([Tool("unshare"), .. hides ? InnerNamespaces().Skip(1) : ["--user", "--map-current-user"]]);
            command.AddRange(HasProcessNamespace ? ProcessNamespace : []);
            command.AddRange(takesNetwork ? ["--net"] : []);
            command.Add("--");
            if (takesNetwork && ProgramSearch.Find("ip", _searchPath) is { } ip)
            {
                // Test runners speak with their children over loopback, which a network of its own has, but not up.
                command.AddRange([Tool("sh"), "-c", "\"$0\" link set lo up 2>/dev/null; exec \"$@\"", ip]);
            }
        }

        if (HasNoNewPrivileges)
        {
            command.AddRange([Tool("setpriv"), .. WithoutPrivileges(), "--"]);
        }

        if (HasLimits)
        {
            command.AddRange(
            [
                Tool("prlimit"), "--core=0", $"--cpu={(long)Math.Ceiling(request.Limits.CpuTime.TotalSeconds)}", $"--fsize={request.Limits.FileBytes}", "--",
            ]);
        }

        command.AddRange(request.Command);
        return command;
    }

    // By absolute path: what a request puts into the environment must not choose the programs that hold it.
    private string Tool(string name) => ProgramSearch.Find(name, _searchPath) ?? name;

    // Another user namespace within the first: what was mounted in that is locked for it. The user is again who it was.
    private static string[] InnerNamespaces() =>
        ["unshare", "--user", $"--map-user={EffectiveUser()}", $"--map-group={EffectiveGroup()}"];

    // Another user than root has no capabilities left once a program is started, and may not touch the bounding set.
    private static string[] WithoutPrivileges() =>
        EffectiveUser() == 0 ? ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"] : ["--no-new-privs"];

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "getegid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveGroup();
}
