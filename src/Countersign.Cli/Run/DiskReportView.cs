using System.Globalization;
using System.Text.Json;
using Countersign.Cli.Terminal;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>The result of <c>disk.inspect</c> as a page: the image, one row for each partition, and every problem.</summary>
internal static class DiskReportView
{
    /// <summary>Whether the document has the members that the page is made of; any other is shown as it is.</summary>
    public static bool Fits(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object
        && document.TryGetProperty("image", out var image) && image.TryGetProperty("facts", out _)
        && document.TryGetProperty("partition_table", out _)
        && document.TryGetProperty("file_systems", out var volumes) && volumes.ValueKind == JsonValueKind.Array;

    public static void Show(Person person, JsonElement document)
    {
        var console = person.Console;
        var image = document.GetProperty("image");
        var facts = image.GetProperty("facts");
        console.MarkupLine("[bold]Image[/]");
        person.Say($"  {Text(image, "file")}");
        person.Say($"  {Text(facts, "format")}, {Size(image, "size_bytes")} in the file, {Size(facts, "virtual_size_bytes")} on the disk");
        person.Say($"  {Text(image, "sha256")}");

        console.WriteLine();
        var table = document.GetProperty("partition_table");
        var scheme = table.ValueKind == JsonValueKind.Object ? Text(table, "scheme") : "";
        console.MarkupLine($"[bold]Partitions[/] {SafeText.Markup(scheme.Length == 0 ? "(no partition table)" : $"{scheme} {Text(table, "disk_id")}")}");
        console.Write(Rows(document, table));

        string[] problems = [.. Problems("image", facts), .. Problems("partition table", table), .. VolumeProblems(document)];
        if (problems.Length > 0)
        {
            console.WriteLine();
            console.MarkupLine("[yellow bold]Problems[/]");
            foreach (var problem in problems)
            {
                person.Say("  " + problem);
            }
        }

        console.WriteLine();
    }

    private static Table Rows(JsonElement document, JsonElement table)
    {
        var rows = new Table { Border = TableBorder.Rounded };
        foreach (var column in new[] { "#", "Start", "Size", "Type", "File system", "Label", "UUID" })
        {
            rows.AddColumn(column);
        }

        var volumes = document.GetProperty("file_systems").EnumerateArray().ToArray();
        var partitions = table.ValueKind == JsonValueKind.Object && table.TryGetProperty("partitions", out var list)
            ? list.EnumerateArray().ToArray()
            : [];
        foreach (var partition in partitions)
        {
            var number = partition.GetProperty("number").GetInt32();
            var volume = volumes.FirstOrDefault(candidate => Number(candidate, "partition") == number);
            AddRow(rows, number.ToString(CultureInfo.InvariantCulture), partition, Text(partition, "type_name"), volume);
        }

        foreach (var volume in volumes.Where(candidate => Number(candidate, "partition") is null))
        {
            AddRow(rows, "-", volume, "whole disk", volume);
        }

        return rows;
    }

    private static void AddRow(Table rows, string number, JsonElement place, string type, JsonElement volume)
    {
        var system = volume.ValueKind == JsonValueKind.Object && volume.TryGetProperty("file_system", out var found) ? found : default;
        var isKnown = system.ValueKind == JsonValueKind.Object;
        rows.AddRow(
            number,
            Number(place, "start_byte")?.ToString(CultureInfo.InvariantCulture) ?? "",
            Number(place, "size_bytes") is { } size ? SafeText.Markup(Sizes.Short(size)) : "",
            SafeText.Markup(type),
            isKnown ? SafeText.Markup(Text(system, "type")) : "[grey]none known[/]",
            isKnown ? SafeText.Markup(Text(system, "label")) : "",
            isKnown ? SafeText.Markup(Text(system, "uuid")) : "");
    }

    private static IEnumerable<string> VolumeProblems(JsonElement document) =>
        document.GetProperty("file_systems").EnumerateArray().SelectMany(volume =>
        {
            var where = Number(volume, "partition") is { } number ? $"partition {number}" : "whole disk";
            var inside = volume.TryGetProperty("file_system", out var system) ? Problems(where, system) : [];
            return Problems(where, volume).Concat(inside);
        });

    private static IEnumerable<string> Problems(string where, JsonElement holder)
    {
        if (holder.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var own = holder.TryGetProperty("problems", out var list) ? list.EnumerateArray().Select(problem => $"{where}: {Text(problem, "message")}") : [];
        var inner = holder.TryGetProperty("partitions", out var partitions)
            ? partitions.EnumerateArray().SelectMany(partition => Problems($"partition {Number(partition, "number")}", partition))
            : [];
        return own.Concat(inner);
    }

    private static string Text(JsonElement holder, string member) =>
        holder.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long? Number(JsonElement holder, string member) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetInt64()
            : null;

    private static string Size(JsonElement holder, string member) => Number(holder, member) is { } size ? Sizes.Bytes(size) : "unknown";
}
