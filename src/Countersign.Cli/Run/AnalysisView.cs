using Countersign.Cli.Terminal;
using Countersign.Contracts.Plans;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>What the analysis found.</summary>
internal static class AnalysisView
{
    public static void Show(Person person, Analysis analysis)
    {
        person.Console.WriteLine();
        person.Console.MarkupLine("[bold]Analysis[/]");
        person.Say(analysis.Summary);
        foreach (var entry in analysis.Content)
        {
            person.Say($"  {entry.Name}  {Sizes.Bytes(entry.Size)}");
            person.Say($"  {entry.Sha256}");
        }
    }
}
