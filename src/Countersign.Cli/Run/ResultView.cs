using System.Text.Json;
using Countersign.Cli.Terminal;
using Countersign.Contracts.Jobs;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>How the job ended.</summary>
internal static class ResultView
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the document alone to where results go.</summary>
    public static void Print(Person person, JsonElement document) => person.Result.WriteLine(JsonSerializer.Serialize(document, Indented));

    /// <summary>Shows how it ended and, where asked to, the kind's result.</summary>
    /// <param name="person">Who is shown it.</param>
    /// <param name="result">The result.</param>
    /// <param name="approvedHash">The plan that this command approved; null for none.</param>
    /// <param name="withDocument">Whether to show the kind's result.</param>
    public static void Show(Person person, JobResult result, string? approvedHash, bool withDocument)
    {
        person.Console.WriteLine();
        if (withDocument && result.Result is { } document)
        {
            ShowDocument(person, document);
        }

        if (withDocument && result.Artifacts.Count > 0)
        {
            person.Console.MarkupLine("[bold]Artifacts[/]");
            foreach (var artifact in result.Artifacts)
            {
                person.Say($"  {artifact.Name}  {artifact.ContentType}  {Sizes.Bytes(artifact.Size)}");
                person.SayWhole($"  {artifact.Sha256}");
            }

            person.Console.WriteLine();
        }

        person.Console.MarkupLine(Ending(result.Status));
        if (result.Error is { } error)
        {
            person.Say(error.Step is null ? $"{error.Message} ({error.Code})" : $"Step '{error.Step}': {error.Message} ({error.Code})");
        }

        if (result.ExecutedPlanHash is { } hash)
        {
            ShowExecuted(person, hash, approvedHash);
        }
    }

    private static string Ending(JobStatus status) => status switch
    {
        JobStatus.Completed => "[green]Completed.[/]",
        JobStatus.Rejected => "[yellow]Rejected; nothing was executed.[/]",
        JobStatus.Timeout => "[yellow]Nobody decided in time; nothing was executed.[/]",
        JobStatus.Cancelled => "[yellow]Cancelled.[/]",
        _ => "[red]Failed.[/]",
    };

    private static void ShowExecuted(Person person, string hash, string? approvedHash)
    {
        if (approvedHash is not null && approvedHash != hash)
        {
            person.Console.MarkupLine("[red bold]What was executed is not the plan that was approved here.[/]");
        }

        person.Say(hash == approvedHash ? "Executed plan, as approved" : "Executed plan");
        person.SayWhole("  " + hash);
    }

    private static void ShowDocument(Person person, JsonElement document)
    {
        if (DiskReportView.Fits(document))
        {
            DiskReportView.Show(person, document);
        }
        else if (CleanupReportView.Fits(document))
        {
            CleanupReportView.Show(person, document);
        }
        else
        {
            JsonView.Show(person.Console, document);
        }
    }
}
