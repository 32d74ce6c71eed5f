using Countersign.Contracts.Events;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>A job's execution while it goes on: a bar on a terminal, lines elsewhere.</summary>
internal static class ProgressView
{
    /// <summary>Shows events until there are no more.</summary>
    public static Task ShowAsync(Person person, IAsyncEnumerable<JobEvent> events) =>
        person.Console.Profile.Out.IsTerminal ? ShowBarAsync(person, events) : ShowLinesAsync(person, events);

    /// <summary>Shows what an event says, where it says something to a person.</summary>
    public static void ShowLine(Person person, JobEvent entry)
    {
        if (Line(entry) is { } line)
        {
            person.Say(line);
        }
    }

    private static async Task ShowLinesAsync(Person person, IAsyncEnumerable<JobEvent> events)
    {
        await foreach (var entry in events)
        {
            ShowLine(person, entry);
        }
    }

    private static Task ShowBarAsync(Person person, IAsyncEnumerable<JobEvent> events) => person.Console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            ProgressTask? bar = null;
            await foreach (var entry in events)
            {
                ShowLine(person, entry);
                if (entry.Type is EventTypes.Rejected or EventTypes.Cancelled)
                {
                    continue;
                }

                bar ??= context.AddTask("Executing");
                bar.Value = entry.Progress;
                if (entry.Type == EventTypes.StepStarted)
                {
                    bar.Description = Terminal.SafeText.Markup(Text(entry, "title"));
                }
            }
        });

    private static string? Line(JobEvent entry) => entry.Type switch
    {
        EventTypes.Log => "  " + Text(entry, "message"),
        EventTypes.StepCompleted => $"Done: {Text(entry, "title")}",
        EventTypes.StepFailed => $"Failed: {Text(entry, "title")}: {entry.Error?.Message}",
        _ => null,
    };

    private static string Text(JobEvent entry, string member) =>
        entry.Data is { } data && data.TryGetProperty(member, out var text) ? text.GetString() ?? "" : "";
}
