using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;

namespace Countersign.Kinds.SourceBuild;

/// <summary>What a step does, as its preview shows it and as the execution reads it back: there is no second list.</summary>
/// <param name="Folder">Relative to the working copy, with slashes; <c>.</c> for its top.</param>
/// <param name="Commands">In order.</param>
/// <param name="Network">Whether they may reach the network.</param>
internal sealed record BuildPreview(string Folder, IReadOnlyList<IReadOnlyList<string>> Commands, bool Network)
{
    private const string Place = "in: ";
    private const string Command = "$ ";
    private const string WithNetwork = "network: yes";
    private const string WithoutNetwork = "network: no";

    public IEnumerable<string> Lines =>
        [Place + CommandText.Write([Folder]), .. Commands.Select(command => Command + CommandText.Write(command)), Network ? WithNetwork : WithoutNetwork];

    /// <summary>Reads a preview back.</summary>
    /// <exception cref="WorkFailedException"><c>plan_invalid</c>.</exception>
    public static BuildPreview Read(PlanStep step)
    {
        var lines = step.Preview.Split('\n');
        var folder = lines.Where(line => line.StartsWith(Place, StringComparison.Ordinal)).Select(line => CommandText.Read(line[Place.Length..])).FirstOrDefault();
        var commands = lines.Where(line => line.StartsWith(Command, StringComparison.Ordinal)).Select(line => CommandText.Read(line[Command.Length..])).ToArray();
        return folder is [var place] && commands.Length > 0 && commands.All(command => command is not null)
            ? new BuildPreview(place, [.. commands.Select(command => command!)], lines.Contains(WithNetwork))
            : throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The preview of step '{step.Id}' names no folder or no command.");
    }
}
