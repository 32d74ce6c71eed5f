using System.Globalization;
using Countersign.Cli.Terminal;
using Countersign.Contracts.Plans;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>The plan as it is to be approved: every word of it, wrapped and never cut.</summary>
internal static class PlanView
{
    public static void Show(Person person, Plan plan)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = true };
        table.AddColumn(new TableColumn("#").NoWrap());
        table.AddColumn("Step");
        table.AddColumn("What exactly");
        table.AddColumn(new TableColumn("Risk").NoWrap());
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var step = plan.Steps[i];
            table.AddRow(
                new Markup((i + 1).ToString(CultureInfo.InvariantCulture)),
                new Markup(SafeText.Markup(step.Title)),
                new Rows(step.Preview.Split('\n').Select(line => new Markup(SafeText.Markup(line.TrimEnd('\r'))))),
                new Markup(RiskMarkup(step.Risk)));
        }

        person.Console.WriteLine();
        person.Console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]Plan, version {plan.Version}[/]");
        person.Console.Write(table);
        person.Say("Plan hash");
        person.Say("  " + plan.Hash);
    }

    private static string RiskMarkup(Risk risk) => risk switch
    {
        Risk.Read => "[green]read[/]",
        Risk.Write => "[yellow]write[/]",
        _ => "[red bold]destructive[/]",
    };
}
