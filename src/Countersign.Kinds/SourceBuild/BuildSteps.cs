namespace Countersign.Kinds.SourceBuild;

/// <summary>What is done to a project, in this order.</summary>
internal static class BuildSteps
{
    public const string Restore = "restore";
    public const string Build = "build";
    public const string Test = "test";

    public static IReadOnlyList<string> All { get; } = [Restore, Build, Test];
}
