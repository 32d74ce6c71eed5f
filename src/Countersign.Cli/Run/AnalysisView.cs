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
        JsonView.ShowWithin(person.Console, analysis.Facts, depth: 1);
        if (analysis.Content.Count == 0)
        {
            return;
        }

        person.Console.WriteLine();
        person.Console.MarkupLine("[bold]Content that the plan is bound to[/]");
        foreach (var entry in analysis.Content)
        {
            person.Say($"  {entry.Name}  {Sizes.Bytes(entry.Size)}");
            person.SayWhole($"  {entry.Sha256}");
        }
    }
}
