using System.Globalization;
using Countersign.Cli.Terminal;
using Countersign.Contracts.Plans;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Countersign.Cli.Run;

/// <summary>The plan as it is to be approved: every word of it, wrapped and never cut.</summary>
internal static class PlanView
{
    /// <summary>Below this the title stands above what the step does, not beside it.</summary>
    private const int WidthForTwoColumns = 110;

    public static void Show(Person person, Plan plan)
    {
        var isWide = person.Console.Profile.Width >= WidthForTwoColumns;
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = true };
        table.AddColumn(new TableColumn("#").NoWrap());
        if (isWide)
        {
            table.AddColumn("Step");
        }

        table.AddColumn("What exactly");
        table.AddColumn(new TableColumn("Risk").NoWrap());
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            table.AddRow(Row(i + 1, plan.Steps[i], isWide));
        }

        person.Console.WriteLine();
        person.Console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[bold]Plan, version {plan.Version}[/]"));
        if (plan.Feedback is { } feedback)
        {
            person.Say($"It answers: {feedback}");
        }

        person.Console.Write(table);
        if (plan.Estimate?.BytesFreed is { } freed)
        {
            person.Say($"All together frees {Sizes.Bytes(freed)}.");
        }

        person.Say("Plan hash");
        person.SayWhole("  " + plan.Hash);
    }

    private static IEnumerable<IRenderable> Row(int number, PlanStep step, bool isWide)
    {
        var title = new Markup($"[bold]{SafeText.Markup(step.Title)}[/]");
        var preview = StepPreview.Of(step);
        var place = new Markup(number.ToString(CultureInfo.InvariantCulture));
        var risk = new Markup(RiskMarkup(step.Risk));
        return isWide ? [place, title, preview, risk] : [place, new Rows(title, preview), risk];
    }

    private static string RiskMarkup(Risk risk) => risk switch
    {
        Risk.Read => "[green]read[/]",
        Risk.Write => "[yellow]write[/]",
        _ => "[red bold]destructive[/]",
    };
}
