using System.Diagnostics;
using System.Globalization;

namespace Countersign.Testing.Disks;

/// <summary>A file system in memory that is full soon, for tests of what happens then. Linux, and only root can mount one.</summary>
public sealed class LimitedDisk : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private LimitedDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Mounts a disk of the given size; null, with the reason, where that cannot be done.</summary>
    public static LimitedDisk? TryMount(int megabytes, out string reason)
    {
        reason = "Only root on Linux can mount a file system.";
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var path = Directory.CreateTempSubdirectory("countersign-disk-").FullName;
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
        reason = Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", path);
        if (reason.Length == 0)
        {
            return new LimitedDisk(path);
        }

        Directory.Delete(path);
        return null;
    }

    /// <summary>Leaves not a byte free.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = Megabyte; size > 0; size /= 2)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // No room for so much; for less, perhaps.
            }
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Lets nothing be written any more. Nobody may have a file open.</summary>
    /// <exception cref="InvalidOperationException">The operating system refuses.</exception>
    public void MakeReadOnly()
    {
        if (Run("mount", "-o", "remount,ro", Path) is { Length: > 0 } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"{program} {string.Join(' ', arguments)} failed: {said.Trim()}";
    }
}
