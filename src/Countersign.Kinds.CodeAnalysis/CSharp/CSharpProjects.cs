using System.Xml.Linq;
using Countersign.Kinds.CodeAnalysis.Inventory;

namespace Countersign.Kinds.CodeAnalysis.CSharp;

/// <summary>Finds out which file belongs to which project.</summary>
internal static class CSharpProjects
{
    private static readonly string[] SharedNames = ["Directory.Build.props", "Directory.Build.targets"];

    /// <summary>Every project with files, what it refers to before itself; files without one come last.</summary>
    /// <param name="files">The files that are looked at.</param>
    /// <param name="all">All files of the source, where project files are looked for.</param>
    public static IReadOnlyList<CSharpProject> Find(IReadOnlyList<WalkedFile> files, IReadOnlyList<WalkedFile> all)
    {
        var shared = all.Where(file => SharedNames.Contains(file.Name)).ToLookup(file => FolderOf(file.Path), StringComparer.Ordinal);
        var xml = new Dictionary<string, XElement?>(StringComparer.Ordinal);
        var byFolder = new Dictionary<string, CSharpProject>(StringComparer.Ordinal);
        foreach (var file in all.Where(file => file.Path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)))
        {
            var above = Folders(FolderOf(file.Path)).SelectMany(folder => shared[folder]).Select(Load).OfType<XElement>().ToArray();
            byFolder.TryAdd(FolderOf(file.Path), CSharpProject.Read(file.Path, Load(file), above));
        }

        var loose = CSharpProject.Loose();
        foreach (var file in files.Where(file => file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
        {
            var owner = Folders(FolderOf(file.Path)).Select(folder => byFolder.GetValueOrDefault(folder)).FirstOrDefault(project => project is not null);
            (owner ?? loose).Files.Add(file);
        }

        return [.. Sorted([.. byFolder.Values]), loose];

        XElement? Load(WalkedFile file)
        {
            if (!xml.TryGetValue(file.Path, out var root))
            {
                xml[file.Path] = root = TextFile.TryRead(file) is { } text ? SafeXml.TryParse(text.Text) : null;
            }

            return root;
        }
    }

    // What refers to itself, in however wide a circle, comes in the order it is found.
    private static List<CSharpProject> Sorted(IReadOnlyList<CSharpProject> projects)
    {
        var byPath = projects.ToDictionary(project => project.Path, StringComparer.OrdinalIgnoreCase);
        var sorted = new List<CSharpProject>();
        var begun = new HashSet<CSharpProject>();
        foreach (var start in projects.OrderBy(project => project.Path, StringComparer.Ordinal))
        {
            var stack = new Stack<(CSharpProject Project, bool IsDone)>([(start, false)]);
            while (stack.TryPop(out var next))
            {
                if (next.IsDone)
                {
                    sorted.Add(next.Project);
                }
                else if (begun.Add(next.Project))
                {
                    stack.Push((next.Project, true));
                    foreach (var reference in next.Project.References.Where(byPath.ContainsKey))
                    {
                        stack.Push((byPath[reference], false));
                    }
                }
            }
        }

        return sorted;
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static IEnumerable<string> Folders(string folder)
    {
        for (; folder.Length > 0; folder = FolderOf(folder))
        {
            yield return folder;
        }

        yield return "";
    }
}
