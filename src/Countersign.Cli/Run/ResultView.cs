using System.Text.Json;
using Countersign.Cli.Terminal;
using Countersign.Contracts.Jobs;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>How the job ended.</summary>
internal static class ResultView
{
    public static void Show(Person person, JobResult result, bool withDocument)
    {
        person.Console.WriteLine();
        if (withDocument && result.Result is { } document)
        {
            ShowDocument(person, document);
        }

        person.Console.MarkupLine(result.Status switch
        {
            JobStatus.Completed => "[green]Completed.[/]",
            JobStatus.Rejected => "[yellow]Rejected; nothing was executed.[/]",
            JobStatus.Timeout => "[yellow]Nobody decided in time; nothing was executed.[/]",
            JobStatus.Cancelled => "[yellow]Cancelled.[/]",
            _ => "[red]Failed.[/]",
        });
        if (result.Error is { } error)
        {
            person.Say($"{error.Message} ({error.Code})");
        }

        if (result.ExecutedPlanHash is { } hash)
        {
            person.Say("Executed plan");
            person.Say("  " + hash);
        }
    }

    private static void ShowDocument(Person person, JsonElement document)
    {
        if (DiskReportView.Fits(document))
        {
            DiskReportView.Show(person, document);
        }
        else
        {
            JsonView.Show(person.Console, document);
        }
    }
}
