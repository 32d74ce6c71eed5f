using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Processes;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.SourceBuild;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>A build check's commands, as its preview shows them and as the execution reads them back.</summary>
/// <param name="Folder">Relative to the project; <c>.</c> for its top.</param>
/// <param name="Commands">In order.</param>
internal sealed record CheckPreview(string Folder, IReadOnlyList<TemplateCommand> Commands)
{
    private const string Place = "in: ";
    private const string Command = " $ ";

    // Only what fetches packages may reach the network.
    private static readonly Dictionary<string, string> Marks = new(StringComparer.Ordinal)
    {
        [BuildSteps.Restore] = "restore (with network)",
        [BuildSteps.Build] = "build (without network)",
        [BuildSteps.Test] = "test (without network)",
    };

    public IEnumerable<string> Lines =>
        [Place + CommandText.Write([Folder]), .. Commands.Select(command => Marks[command.Step] + Command + CommandText.Write(command.Run))];

    /// <summary>Reads a preview back.</summary>
    /// <exception cref="WorkFailedException"><c>plan_invalid</c>.</exception>
    public static CheckPreview Read(PlanStep step)
    {
        var lines = step.Preview.Split('\n');
        var folder = lines.Where(line => line.StartsWith(Place, StringComparison.Ordinal)).Select(line => CommandText.Read(line[Place.Length..])).FirstOrDefault();
        var commands = lines.Select(CommandOf).Where(command => command is not null).ToArray();
        return folder is [var place] && commands.Length > 0
            ? new CheckPreview(place, commands!)
            : throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The preview of step '{step.Id}' names no folder or no command.");
    }

    private static TemplateCommand? CommandOf(string line) =>
        Marks.FirstOrDefault(mark => line.StartsWith(mark.Value + Command, StringComparison.Ordinal)) is { Key: { } step, Value: { } mark }
        && CommandText.Read(line[(mark.Length + Command.Length)..]) is { } words
            ? new TemplateCommand { Step = step, Run = words }
            : null;
}
