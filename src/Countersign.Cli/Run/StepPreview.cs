using System.Globalization;
using Countersign.Cli.Terminal;
using Countersign.Contracts.Plans;
using Countersign.Kinds.StorageCleanup;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Countersign.Cli.Run;

/// <summary>What a step will do, in full: a list of files as a table, anything else line by line.</summary>
internal static class StepPreview
{
    public static IRenderable Of(PlanStep step)
    {
        var lines = step.Preview.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        return CleanupPreview.TryParse(step.Preview, out var files) && files.Count > 0
            ? new Rows([.. lines.Where(line => line.StartsWith('#')).Select(Line), Files(files)])
            : new Rows(lines.Select(Line));
    }

    private static Grid Files(IReadOnlyList<CleanupLine> files)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var file in files)
        {
            grid.AddRow(
                Line(file.Path),
                Line(string.Create(CultureInfo.InvariantCulture, $"{file.Size} bytes")),
                new Markup($"[grey]{SafeText.Markup(file.ETag + CleanupPreview.Extras(file))}[/]"));
        }

        return grid;
    }

    private static Markup Line(string text) => new(SafeText.Markup(text));
}
