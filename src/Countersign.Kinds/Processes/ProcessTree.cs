using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Countersign.Kinds.Processes;

/// <summary>
/// A process and everything that came of it, found in <c>/proc</c> by descent, by session, and by the variable that all of them
/// inherited: a process that leaves its session and outlives its parent still has that.
/// </summary>
/// <remarks>See <c>proc_pid_stat(5)</c>. On other systems than Linux only what .NET finds by descent is stopped.</remarks>
/// <param name="root">The process that was started.</param>
/// <param name="run">The value of <see cref="CleanEnvironment.Marker"/>.</param>
internal sealed class ProcessTree(int root, string run)
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private readonly byte[] _marker = Encoding.UTF8.GetBytes($"{CleanEnvironment.Marker}={run}\0");

    /// <summary>How many processes there are, and the resident memory of all together in bytes.</summary>
    public (int Count, long MemoryBytes) Measure()
    {
        var members = Members();
        return (members.Count, members.Sum(member => member.MemoryBytes));
    }

    /// <summary>Asks every process to end.</summary>
    /// <param name="exceptRoot">
    /// Leaves out the process that was started: where that only holds a process namespace, its end is the end of all others.
    /// </param>
    public void AskToEnd(bool exceptRoot) => Signal(Terminate, member => !exceptRoot || member.Id != root);

    /// <summary>Ends every process; false when there was none left.</summary>
    public bool End() => Signal(Kill, _ => true);

    private bool Signal(int signal, Func<Member, bool> isMeant)
    {
        var members = Members().FindAll(member => isMeant(member));
        foreach (var member in members)
        {
            // One that is gone by now needs no signal.
            _ = SendSignal(member.Id, signal);
        }

        return members.Count > 0;
    }

    private List<Member> Members()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Read(id) : null)
            .OfType<Member>()
            .ToList();
        var found = new HashSet<int>(all.Where(IsMarked).Select(member => member.Id));
        var known = 0;
        while (known != found.Count)
        {
            known = found.Count;
            found.UnionWith(all.Where(member => found.Contains(member.Parent)).Select(member => member.Id));
        }

        // One that has ended, and whose parent has not asked about it yet, needs no signal.
        return [.. all.Where(member => member.State != 'Z' && found.Contains(member.Id))];
    }

    private bool IsMarked(Member member) =>
        member.Id == root
        || member.Session == root
        || (TryRead($"/proc/{member.Id}/environ") is { } variables && variables.AsSpan().IndexOf(_marker) >= 0);

    private static Member? Read(int id)
    {
        // The name stands in parentheses and may hold anything, also parentheses; fields are counted from behind it.
        var text = TryRead($"/proc/{id}/stat") is { } bytes ? Encoding.Latin1.GetString(bytes) : "";
        var fields = text[(text.LastIndexOf(')') + 1)..].TrimStart().Split(' ');
        return fields.Length < 22
            ? null
            : new Member(id, fields[0][0], Number(fields[1]), Number(fields[3]), Number(fields[21]) * (long)Environment.SystemPageSize);
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int id, int signal);

    private sealed record Member(int Id, char State, int Parent, int Session, long MemoryBytes);
}
