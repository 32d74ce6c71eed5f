using Countersign.Cli.Terminal;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>A job while it goes on: a bar with the current step on a terminal and lines above it; lines alone elsewhere.</summary>
internal sealed class ProgressView(Person person, EventFeed events)
{
    /// <summary>Shows events until one that somebody else has to deal with, and returns that; null at the end.</summary>
    public Task<JobEvent?> ShowUntilAsync(Func<JobEvent, bool> stopsAt) =>
        person.SeesChanges ? ShowBarAsync(stopsAt) : ShowLinesAsync(stopsAt);

    private async Task<JobEvent?> ShowLinesAsync(Func<JobEvent, bool> stopsAt)
    {
        while (await events.TakeAsync() is { } entry)
        {
            if (stopsAt(entry))
            {
                return entry;
            }

            ShowLine(entry);
        }

        return null;
    }

    private Task<JobEvent?> ShowBarAsync(Func<JobEvent, bool> stopsAt) => person.Console.Progress()
        .AutoClear(true)
        .Columns(
            new SpinnerColumn(Spinner.Known.Dots),
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn { Width = 30 },
            new PercentageColumn(),
            new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask("Waiting");
            while (await events.TakeAsync() is { } entry)
            {
                if (stopsAt(entry))
                {
                    return entry;
                }

                ShowLine(entry);
                bar.Value = entry.Progress;
                bar.Description = SafeText.Markup(Activity(entry)) is { Length: > 0 } activity ? activity : bar.Description;
            }

            return null;
        });

    private void ShowLine(JobEvent entry)
    {
        switch (entry.Type)
        {
            case EventTypes.Log when EventText.Of(entry, "level") is "warning" or "error":
                person.Console.MarkupLine($"  [yellow]{SafeText.Markup(EventText.Of(entry, "message"))}[/]");
                break;
            case EventTypes.Log:
                person.Say("  " + EventText.Of(entry, "message"));
                break;
            case EventTypes.StepStarted when !person.SeesChanges:
                person.Say($"[{entry.Progress,3} %] {EventText.Of(entry, "title")}{Attempt(entry)}");
                break;
            case EventTypes.StepCompleted:
                person.Say($"Done: {EventText.Of(entry, "title")}");
                break;
            case EventTypes.StepFailed:
                person.Say($"Failed: {EventText.Of(entry, "title")}: {entry.Error?.Message}");
                break;
        }
    }

    private static string Activity(JobEvent entry) => entry switch
    {
        { Type: EventTypes.StepStarted } => EventText.Of(entry, "title") + Attempt(entry),
        { Type: EventTypes.AnalysisStart } => "Analysing",
        { Status: JobStatus.AwaitingApproval } => "Waiting for a decision",
        { Type: EventTypes.Approved } => "Executing",
        _ => "",
    };

    private static string Attempt(JobEvent entry) =>
        EventText.Number(entry, "attempt") is > 1 and var attempt ? $" (attempt {attempt})" : "";
}
