namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>Toolchains that a single file in the outermost folder stands for: what lies below belongs to it.</summary>
internal sealed class SingleFileToolchain(string type, string file, Func<SourceFolder, IEnumerable<BuildCommand>> commands) : IToolchain
{
    public static IReadOnlyList<IToolchain> All { get; } =
    [
        new SingleFileToolchain("go", "go.mod", _ =>
        [
            new(BuildSteps.Restore, "go", "mod", "download"),
            new(BuildSteps.Build, "go", "build", "./..."),
            new(BuildSteps.Test, "go", "test", "./..."),
        ]),
        new SingleFileToolchain("rust", "Cargo.toml", _ =>
        [
            new(BuildSteps.Restore, "cargo", "fetch"),
            new(BuildSteps.Build, "cargo", "build", "--offline", "{cargo-profile}"),
            new(BuildSteps.Test, "cargo", "test", "--offline", "{cargo-profile}"),
        ]),
        new SingleFileToolchain("maven", "pom.xml", _ =>
        [
            new(BuildSteps.Restore, "mvn", "--batch-mode", "dependency:go-offline"),
            new(BuildSteps.Build, "mvn", "--batch-mode", "--offline", "package", "-DskipTests"),
            new(BuildSteps.Test, "mvn", "--batch-mode", "--offline", "test"),
        ]),
        new SingleFileToolchain("gradle", "build.gradle", Gradle),
        new SingleFileToolchain("gradle", "build.gradle.kts", Gradle),
        new SingleFileToolchain("cmake", "CMakeLists.txt", _ =>
        [
            new(BuildSteps.Build, "cmake", "-S", ".", "-B", "build", "-DCMAKE_BUILD_TYPE={configuration}"),
            new(BuildSteps.Build, "cmake", "--build", "build", "--config", "{configuration}"),
            new(BuildSteps.Test, "ctest", "--test-dir", "build", "--build-config", "{configuration}", "--output-on-failure", "--output-junit", "junit.xml"),
        ]),
    ];

    public IEnumerable<BuildProject> Find(IReadOnlyList<SourceFolder> folders)
    {
        var covered = new List<string>();
        foreach (var folder in folders.Where(folder => folder.Has(file) && !covered.Any(folder.IsWithin)))
        {
            covered.Add(folder.Path);
            yield return new BuildProject(type, folder.Path, file, [.. commands(folder)]);
        }
    }

    // The wrapper is part of the source; a shell starts it, so that it need not be executable.
    private static IEnumerable<BuildCommand> Gradle(SourceFolder folder)
    {
        string[] gradle = folder.Has("gradlew") ? ["sh", "gradlew"] : ["gradle"];
        yield return new(BuildSteps.Restore, [.. gradle, "--no-daemon", "dependencies"]);
        yield return new(BuildSteps.Build, [.. gradle, "--no-daemon", "--offline", "assemble"]);
        yield return new(BuildSteps.Test, [.. gradle, "--no-daemon", "--offline", "test"]);
    }
}
