using System.Text.RegularExpressions;

namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>
/// Python: packages go into a folder of the working copy, building is compiling every file, tests run with pytest where the project
/// asks for it and with unittest otherwise.
/// </summary>
internal sealed partial class PythonToolchain : IToolchain
{
    private const string Packages = ".packages";
    private static readonly string[] Files = ["pyproject.toml", "setup.py", "requirements.txt"];

    public IEnumerable<BuildProject> Find(IReadOnlyList<SourceFolder> folders)
    {
        var covered = new List<string>();
        foreach (var folder in folders.Where(folder => Files.Any(folder.Has) && !covered.Any(folder.IsWithin)))
        {
            covered.Add(folder.Path);
            var inside = folders.Where(other => other.IsWithin(folder.Path)).ToArray();
            yield return new BuildProject("python", folder.Path, Files.First(folder.Has), [.. Commands(folder, inside)]);
        }
    }

    private static IEnumerable<BuildCommand> Commands(SourceFolder folder, SourceFolder[] inside)
    {
        if (Requirement().IsMatch(folder.Read("requirements.txt")))
        {
            yield return new(BuildSteps.Restore, "python3", "-m", "pip", "install", "--disable-pip-version-check", "--target", Packages, "-r", "requirements.txt");
        }
        else if (Dependency().IsMatch(folder.Read("pyproject.toml")))
        {
            yield return new(BuildSteps.Restore, "python3", "-m", "pip", "install", "--disable-pip-version-check", "--target", Packages, ".");
        }

        yield return new(BuildSteps.Build, "python3", "-m", "compileall", "-q", "-x", @"[/\\]\.packages[/\\]", ".");
        if (!inside.Any(other => other.Names.Any(name => TestFile().IsMatch(name))))
        {
            yield break;
        }

        var wantsPytest = folder.Has("pytest.ini") || Files.Append("requirements-dev.txt").Any(file => folder.Read(file).Contains("pytest", StringComparison.Ordinal));
        string[] test = wantsPytest
            ? ["-m", "pytest", "--junitxml=TestResults/junit.xml"]
            : ["-m", "unittest", "discover", "-v", .. inside.Any(other => other.Path == Below(folder, "tests")) ? ["-s", "tests", "-t", "."] : Array.Empty<string>()];
        yield return new(BuildSteps.Test, ["env", $"PYTHONPATH={Packages}", "python3", .. test]);
    }

    private static string Below(SourceFolder folder, string name) => folder.Path.Length == 0 ? name : $"{folder.Path}/{name}";

    [GeneratedRegex(@"^\s*[A-Za-z0-9-]", RegexOptions.Multiline)]
    private static partial Regex Requirement();

    [GeneratedRegex(@"^\s*dependencies\s*=\s*\[\s*[""']", RegexOptions.Multiline)]
    private static partial Regex Dependency();

    [GeneratedRegex(@"^test_.*\.py$|_test\.py$")]
    private static partial Regex TestFile();
}
