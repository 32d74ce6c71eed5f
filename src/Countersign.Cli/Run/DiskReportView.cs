using System.Text.Json;
using Countersign.Cli.Terminal;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>The result of <c>disk.inspect</c> as a page: the image, its partitions, its file systems, and every problem.</summary>
internal sealed class DiskReportView
{
    private static readonly string[] Parts = ["image", "partition_table", "file_systems"];

    private readonly IAnsiConsole _console;
    private readonly JsonElement _document;

    private DiskReportView(IAnsiConsole console, JsonElement document)
    {
        _console = console;
        _document = document;
    }

    /// <summary>Whether the document has the members that the page is made of; any other is shown as it is.</summary>
    public static bool Fits(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object
        && Parts.All(part => document.TryGetProperty(part, out _))
        && document.GetProperty("image").ValueKind == JsonValueKind.Object
        && document.GetProperty("partition_table").ValueKind == JsonValueKind.Object
        && document.GetProperty("file_systems").ValueKind == JsonValueKind.Array;

    public static void Show(Person person, JsonElement document) => new DiskReportView(person.Console, document).Show();

    private void Show()
    {
        ShowImage(_document.GetProperty("image"));
        ShowPartitions(_document.GetProperty("partition_table"));
        ShowFileSystems();
        ShowProblems();
        ShowRest();
        _console.WriteLine();
    }

    private void ShowImage(JsonElement image)
    {
        var facts = image.TryGetProperty("facts", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        JsonProperty[] members = [.. Members(image, "facts"), .. facts.ValueKind == JsonValueKind.Object ? Members(facts) : []];
        _console.MarkupLine("[bold]Image[/]");
        JsonView.ShowMembers(_console, members, depth: 1);
    }

    private void ShowPartitions(JsonElement table)
    {
        var title = $"{DiskFields.Text(table, "scheme")} {DiskFields.Text(table, "disk_id")}".Trim();
        _console.WriteLine();
        _console.MarkupLine($"[bold]Partitions[/] {SafeText.Markup(title)}");
        JsonView.ShowMembers(_console, Members(table, "scheme", "disk_id", "partitions"), depth: 1);
        if (DiskFields.Items(table, "partitions") is { Length: > 0 } partitions)
        {
            _console.Write(PartitionTableView.Create(partitions, _console.Profile.Width));
        }
    }

    private void ShowFileSystems()
    {
        var volumes = _document.GetProperty("file_systems").EnumerateArray().ToArray();
        _console.WriteLine();
        _console.MarkupLine("[bold]File systems[/]");
        if (volumes.Length > 0)
        {
            _console.Write(FileSystemTableView.Create(volumes));
        }
    }

    private void ShowProblems()
    {
        var problems = DiskProblems.In(_document).ToArray();
        if (problems.Length == 0)
        {
            return;
        }

        _console.WriteLine();
        _console.MarkupLine("[yellow bold]Problems[/]");
        foreach (var problem in problems)
        {
            _console.WriteLine("  " + SafeText.Clean(problem));
        }
    }

    /// <summary>What a newer server tells beyond the page.</summary>
    private void ShowRest()
    {
        var rest = _document.EnumerateObject().Where(member => !Parts.Contains(member.Name)).ToDictionary(member => member.Name, member => member.Value);
        if (rest.Count > 0)
        {
            JsonView.ShowWithin(_console, JsonSerializer.SerializeToElement(rest), depth: 0);
        }
    }

    private static IEnumerable<JsonProperty> Members(JsonElement holder, params string[] except) =>
        holder.EnumerateObject().Where(member => member.Name != "problems" && !except.Contains(member.Name));
}
