using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>Looks at what dependency manifests ask for.</summary>
internal static class ManifestCheck
{
    private static readonly string[] NpmLocks = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"];

    /// <param name="file">A manifest; others are passed over.</param>
    /// <param name="paths">All files of the source.</param>
    /// <param name="sink">Where findings go.</param>
    public static void Check(TextFile file, IReadOnlySet<string> paths, FindingSink sink)
    {
        if (Manifests.EcosystemOf(file.File.Name) is not { } ecosystem)
        {
            return;
        }

        var dependencies = Manifests.Dependencies(file);
        foreach (var (name, version) in dependencies.Where(entry => IsFloating(entry.Version, ecosystem)))
        {
            var line = Array.FindIndex(file.Lines, text => text.Contains($"\"{name}\"", StringComparison.Ordinal)) + 1;
            sink.Add(NeutralRules.FloatingVersion, file.Path, line, $"'{name}' is asked for as '{version}': whatever is newest.");
        }

        if (file.File.Name == "package.json" && dependencies.Count > 0 && !HasLock(file.Path, paths))
        {
            sink.Add(NeutralRules.NoLockFile, file.Path, 0, $"{dependencies.Count} dependencies, and no lock file beside the manifest or above it.");
        }
    }

    private static bool IsFloating(string version, string ecosystem) =>
        ecosystem == "npm" ? version is "*" or "latest" or "x" or "" : version.Contains('*', StringComparison.Ordinal);

    // A workspace has one lock file, at its root.
    private static bool HasLock(string path, IReadOnlySet<string> paths)
    {
        for (var folder = path; folder.Length > 0;)
        {
            folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "";
            if (NpmLocks.Any(name => paths.Contains(folder.Length == 0 ? name : $"{folder}/{name}")))
            {
                return true;
            }
        }

        return false;
    }
}
