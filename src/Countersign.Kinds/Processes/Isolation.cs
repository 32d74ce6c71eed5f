using System.Diagnostics;

namespace Countersign.Kinds.Processes;

/// <summary>What this machine offers to keep a child process apart, found out once by trying it.</summary>
/// <remarks>
/// <c>setsid</c> gives a session of its own, <c>prlimit</c> the limits of <c>setrlimit(2)</c>, both of util-linux; <c>unshare</c>
/// gives namespaces: without a network of its own there is none, and when the first process of a process namespace dies, the
/// kernel ends all others in it (<c>pid_namespaces(7)</c>).
/// </remarks>
public sealed class Isolation
{
    private Isolation(bool session, bool limits, bool processes, bool network) =>
        (HasSession, HasLimits, HasProcessNamespace, HasNetworkNamespace) = (session, limits, processes, network);

    /// <summary>Whether a process can get a session of its own, and be stopped with everything in it.</summary>
    public bool HasSession { get; }

    /// <summary>Whether CPU time and file size can be limited.</summary>
    public bool HasLimits { get; }

    /// <summary>Whether the kernel ends everything that a process started together with it.</summary>
    public bool HasProcessNamespace { get; }

    /// <summary>Whether the network can be taken away.</summary>
    public bool HasNetworkNamespace { get; }

    /// <summary>Tries what there is; takes some ten milliseconds.</summary>
    public static Isolation Detect(string searchPath)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new Isolation(false, false, false, false);
        }

        return new Isolation(
            Works(searchPath, "setsid", "true"),
            Works(searchPath, "prlimit", "--core=0", "true"),
            Works(searchPath, "unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child", "--mount-proc", "true"),
            Works(searchPath, "unshare", "--user", "--map-current-user", "--net", "true"));
    }

    /// <summary>How a request is held, in a sentence for plans.</summary>
    public string Describe(ProcessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var limits = request.Limits;
        List<string> parts =
        [
            $"at most {limits.Time:c} and {limits.MemoryBytes / (1024 * 1024):N0} MiB of memory, {limits.Processes} processes",
            HasLimits
                ? $"{limits.CpuTime:c} of CPU time and {limits.FileBytes / (1024 * 1024):N0} MiB a file (prlimit)"
                : "CPU time and file sizes not limited on this machine",
            HasProcessNamespace ? "a process namespace of its own" : HasSession ? "a session of its own" : "no session of its own on this machine",
            request.Network ? "with network" : HasNetworkNamespace ? "without network" : "network cannot be taken away on this machine",
        ];
        return string.Join("; ", parts);
    }

    /// <summary>The command with what holds it in front.</summary>
    internal IReadOnlyList<string> Wrap(ProcessRequest request)
    {
        var command = new List<string>();
        if (HasSession)
        {
            command.Add("setsid");
        }

        var takesNetwork = HasNetworkNamespace && !request.Network;
        if (HasProcessNamespace || takesNetwork)
        {
            command.AddRange(["unshare", "--user", "--map-current-user"]);
            command.AddRange(HasProcessNamespace ? ["--pid", "--fork", "--kill-child", "--mount-proc"] : []);
            command.AddRange(takesNetwork ? ["--net"] : []);
            command.Add("--");
        }

        if (HasLimits)
        {
            command.AddRange(
            [
                "prlimit", "--core=0", $"--cpu={(long)Math.Ceiling(request.Limits.CpuTime.TotalSeconds)}", $"--fsize={request.Limits.FileBytes}", "--",
            ]);
        }

        command.AddRange(request.Command);
        return command;
    }

    private static bool Works(string searchPath, params string[] command)
    {
        try
        {
            var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment.Clear();
            start.Environment["PATH"] = searchPath;
            using var process = Process.Start(start);
            return process is not null && process.WaitForExit(TimeSpan.FromSeconds(5)) && process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }
}
