using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Countersign.Testing;
using Xunit;

namespace Countersign.Infra.Tests;

/// <summary>
/// Reads Bicep files with the tree-sitter grammar, on Node. The Bicep compiler is not needed for it, and not replaced by it:
/// this sees syntax and names, the compiler (in the workflow) also types of expressions.
/// </summary>
internal static class BicepReader
{
    /// <summary>When set, a test that cannot read Bicep fails instead of being skipped.</summary>
    private const string RequiredVariable = "COUNTERSIGN_TESTS_REQUIRE_NODE";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    private static readonly string Folder = Path.Combine(InfraFiles.TestFolder, "bicep");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<string?> Obstacle = new(Install);

    private static readonly Lazy<IReadOnlyDictionary<string, BicepFile>> Deployment = new(
        () => Run(InfraFiles.Bicep).ToDictionary(file => file.File, StringComparer.Ordinal));

    /// <summary>Every file of the deployment, by its path from the root.</summary>
    public static IReadOnlyDictionary<string, BicepFile> Files
    {
        get
        {
            SkipWithoutNode();
            return Deployment.Value;
        }
    }

    /// <summary>The templates: files that are not parameter files.</summary>
    public static IEnumerable<BicepFile> Templates => Files.Values.Where(file => file.File.EndsWith(".bicep", StringComparison.Ordinal));

    /// <summary>Reads one file, given by its path from the root.</summary>
    public static BicepFile Read(string path)
    {
        SkipWithoutNode();
        return Run([path]).Single();
    }

    private static void SkipWithoutNode()
    {
        if (Obstacle.Value is not { } reason)
        {
            return;
        }

        Assert.False(Environment.GetEnvironmentVariable(RequiredVariable) == "1", reason);
        Assert.Skip(reason);
    }

    private static IReadOnlyList<BicepFile> Run(IReadOnlyList<string> paths)
    {
        var (exitCode, output, errors) = Start("node", ["read.mjs", .. paths.Select(path => Path.Combine(Repository.Root, path))]);
        Assert.True(exitCode == 0, errors);
        return [.. JsonSerializer.Deserialize<BicepFile[]>(output, Json)!
            .Select(file => file with { File = Path.GetRelativePath(Repository.Root, file.File).Replace('\\', '/') })];
    }

    /// <summary>Installs what the lock file names, unless it is there; what stands in the way otherwise.</summary>
    private static string? Install()
    {
        try
        {
            if (Start("node", ["--version"]).ExitCode != 0)
            {
                return "Node does not run.";
            }

            var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
            var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
            if (installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
            {
                return null;
            }

            string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            var (exitCode, _, _) = OperatingSystem.IsWindows() ? Start("cmd", ["/c", "npm", .. arguments]) : Start("npm", arguments);
            return exitCode == 0 ? null : $"npm ci ended with {exitCode}: no network, perhaps.";
        }
        catch (Win32Exception)
        {
            return "Node and npm are not installed.";
        }
    }

    private static (int ExitCode, string Output, string Errors) Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeLimit))
        {
            process.Kill(entireProcessTree: true);
            return (-1, "", $"{program} did not end within {TimeLimit}.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
