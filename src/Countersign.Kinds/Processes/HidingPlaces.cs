using System.Globalization;
using System.Text;

namespace Countersign.Kinds.Processes;

/// <summary>Covers folders and files in a mount namespace before a program starts in it.</summary>
/// <remarks>
/// A folder gets an empty file system over it, a file the empty device. What the program works in is held open before that, and
/// shown again afterwards where it lies below a covered folder. The shell changes into the working folder anew: the one that it was
/// started in still leads to what lies below the cover.
/// </remarks>
/// <param name="tool">Finds the absolute path of a program of the machine.</param>
internal sealed class HidingPlaces(Func<string, string> tool)
{
    /// <summary>What <c>unshare</c> is asked for around the shell.</summary>
    public static IReadOnlyList<string> OuterNamespaces { get; } = ["--user", "--map-root-user", "--mount", "--propagation", "private"];

    /// <summary>A shell that covers and then becomes the command that follows.</summary>
    public IReadOnlyList<string> Cover(ProcessRequest request, IReadOnlyList<string> hidden)
    {
        string[] kept = [.. new[] { request.Workspace ?? request.WorkingDirectory, request.Home }.Where(folder => hidden.Any(place => IsBelow(folder, place)))];
        return [tool("sh"), "-c", Script(kept.Length, hidden.Count), "sh", .. kept, .. hidden, request.WorkingDirectory];
    }

    private string Script(int kept, int hidden)
    {
        var (mount, script) = (tool("mount"), new StringBuilder("set -eu\n"));
        for (var i = 1; i <= kept; i++)
        {
            script.Append(CultureInfo.InvariantCulture, $"exec {i + 2}<\"${i}\"\n");
        }

        for (var i = kept + 1; i <= kept + hidden; i++)
        {
            script.Append(CultureInfo.InvariantCulture, $$"""
                if [ -d "${{{i}}}" ]; then {{mount}} -t tmpfs -o size=1m,mode=555 hidden "${{{i}}}"
                elif [ -e "${{{i}}}" ]; then {{mount}} --bind /dev/null "${{{i}}}"; fi

                """);
        }

        for (var i = 1; i <= kept; i++)
        {
            script.Append(CultureInfo.InvariantCulture, $"{tool("mkdir")} -p \"${i}\"\n{mount} -c --bind /proc/self/fd/{i + 2} \"${i}\"\nexec {i + 2}<&-\n");
        }

        return script.Append(CultureInfo.InvariantCulture, $"cd \"${{{kept + hidden + 1}}}\"\nshift {kept + hidden + 1}\nexec \"$@\"\n").ToString();
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
