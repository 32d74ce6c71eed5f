namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>One program that is started for a project.</summary>
/// <param name="Step">One of <see cref="BuildSteps"/>; the commands of a step run in order.</param>
/// <param name="Words">The program and its arguments.</param>
internal sealed record BuildCommand(string Step, params IReadOnlyList<string> Words);
