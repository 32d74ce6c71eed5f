using System.Globalization;
using System.Text.Json;
using Countersign.Cli.Terminal;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>What is on each partition, or on the whole disk, as a table.</summary>
internal static class FileSystemTableView
{
    public static Table Create(IReadOnlyList<JsonElement> volumes)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("#").NoWrap().RightAligned());
        table.AddColumn("Type");
        table.AddColumn("Label");
        table.AddColumn(new TableColumn("UUID").NoWrap());
        table.AddColumn(new TableColumn("Size").NoWrap().RightAligned());
        foreach (var volume in volumes)
        {
            AddRow(table, volume);
        }

        return table;
    }

    private static void AddRow(Table table, JsonElement volume)
    {
        var place = DiskFields.Number(volume, "partition")?.ToString(CultureInfo.InvariantCulture) ?? "disk";
        if (DiskFields.Find(volume, "file_system") is not { ValueKind: JsonValueKind.Object } system)
        {
            table.AddRow(place, "[grey]none known[/]", "", "", "");
            return;
        }

        table.AddRow(
            place,
            SafeText.Markup($"{DiskFields.Text(system, "type")} {DiskFields.Text(system, "version")}".TrimEnd()),
            SafeText.Markup(DiskFields.Text(system, "label")),
            SafeText.Markup(DiskFields.Text(system, "uuid")),
            DiskFields.Number(system, "size_bytes") is { } size
                ? string.Create(CultureInfo.InvariantCulture, $"{Sizes.Short(size)}\n{size}")
                : "");
    }
}
