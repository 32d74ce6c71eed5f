using System.Text.Json;

namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>Packages with npm, yarn or pnpm, by their lock files; members of a workspace are built with it.</summary>
internal sealed class NodeToolchain : IToolchain
{
    private const string File = "package.json";

    public IEnumerable<BuildProject> Find(IReadOnlyList<SourceFolder> folders)
    {
        var workspaces = new List<string>();
        foreach (var folder in folders.Where(folder => folder.Has(File) && !workspaces.Any(folder.IsWithin)))
        {
            if (Read(folder) is not { } package)
            {
                continue;
            }

            if (package.TryGetProperty("workspaces", out _) || folder.Has("pnpm-workspace.yaml"))
            {
                workspaces.Add(folder.Path);
            }

            var commands = Commands(folder, package).ToArray();
            if (commands.Length > 0)
            {
                yield return new BuildProject("node", folder.Path, File, commands);
            }
        }
    }

    private static IEnumerable<BuildCommand> Commands(SourceFolder folder, JsonElement package)
    {
        var program = folder.Has("pnpm-lock.yaml") ? "pnpm" : folder.Has("yarn.lock") ? "yarn" : "npm";
        if (Has(package, "dependencies") || Has(package, "devDependencies") || package.TryGetProperty("workspaces", out _))
        {
            yield return program switch
            {
                "npm" when folder.Has("package-lock.json") => new(BuildSteps.Restore, "npm", "ci", "--no-audit", "--no-fund"),
                "npm" => new(BuildSteps.Restore, "npm", "install", "--no-audit", "--no-fund"),
                _ => new(BuildSteps.Restore, program, "install", "--frozen-lockfile"),
            };
        }

        if (Script(package, "build") is not null)
        {
            yield return new(BuildSteps.Build, program, "run", "build");
        }

        // What npm init writes where there is no test.
        if (Script(package, "test") is { } test && !test.Contains("no test specified", StringComparison.Ordinal))
        {
            yield return new(BuildSteps.Test, program, "run", "test");
        }
    }

    private static JsonElement? Read(SourceFolder folder)
    {
        try
        {
            using var document = JsonDocument.Parse(folder.Read(File));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Has(JsonElement package, string name) =>
        package.TryGetProperty(name, out var entries) && entries.ValueKind == JsonValueKind.Object && entries.EnumerateObject().Any();

    private static string? Script(JsonElement package, string name) =>
        package.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
        && scripts.TryGetProperty(name, out var script) && script.ValueKind == JsonValueKind.String
            ? script.GetString()
            : null;
}
