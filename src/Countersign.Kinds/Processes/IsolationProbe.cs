using System.ComponentModel;
using System.Diagnostics;

namespace Countersign.Kinds.Processes;

/// <summary>Tries what the machine allows.</summary>
internal sealed class IsolationProbe(string searchPath)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether a command can be run and succeeds.</summary>
    public bool Works(params string[] command)
    {
        try
        {
            var start = new ProcessStartInfo(ProgramSearch.Find(command[0], searchPath) ?? command[0], command.Skip(1))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment.Clear();
            start.Environment["PATH"] = searchPath;
            using var process = Process.Start(start);
            return process is not null && process.WaitForExit(Patience) && process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether a file in a folder can be hidden while a folder below the same one stays in reach.</summary>
    /// <param name="inner">What comes between the covering and the command.</param>
    public bool Hides(IReadOnlyList<string> inner)
    {
        var place = Directory.CreateTempSubdirectory("countersign-probe-").FullName;
        try
        {
            var secret = Path.Combine(place, "secret");
            File.WriteAllText(secret, "hidden");
            var work = Directory.CreateDirectory(Path.Combine(place, "work")).FullName;
            var request = new ProcessRequest { Command = [], WorkingDirectory = work, Home = work };
            var cover = new HidingPlaces(name => ProgramSearch.Find(name, searchPath) ?? name).Cover(request, [place]);

            // Succeeds only when the secret is out of sight and the work is not.
            return Works(["unshare", .. HidingPlaces.OuterNamespaces, "--", .. cover, .. inner, "sh", "-c", "test ! -e \"$1\" && echo > \"$2\"/done", "sh", secret, work])
                && File.Exists(Path.Combine(work, "done"));
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }
}
