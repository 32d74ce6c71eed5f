using System.Globalization;
using System.Text.Json;
using Countersign.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Countersign.Cli.Run;

/// <summary>The partitions of a disk as a table.</summary>
internal static class PartitionTableView
{
    /// <summary>Below this the UUID, which must not be broken, stands below the type and not beside it.</summary>
    private const int WidthForUuidColumn = 118;

    public static Table Create(IReadOnlyList<JsonElement> partitions, int width)
    {
        var isWide = width >= WidthForUuidColumn;
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("#").NoWrap().RightAligned());
        table.AddColumn(isWide ? new TableColumn("Type") : new TableColumn("Type, UUID").NoWrap());
        table.AddColumn("Name");
        table.AddColumn(new TableColumn("Start").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("Size").NoWrap().RightAligned());
        if (isWide)
        {
            table.AddColumn(new TableColumn("UUID").NoWrap());
        }

        foreach (var partition in partitions)
        {
            table.AddRow(Row(partition, isWide));
        }

        return table;
    }

    private static IEnumerable<IRenderable> Row(JsonElement partition, bool isWide)
    {
        var number = Cell(Exact(partition, "number"));
        var type = Cell(Type(partition));
        var uuid = Cell(DiskFields.Text(partition, "uuid"));
        var name = Cell(DiskFields.Text(partition, "name"));
        var start = Cell(Exact(partition, "start_byte"));
        var size = Cell(DiskFields.Number(partition, "size_bytes") is { } bytes ? Sizes.Short(bytes) : "");
        var exactSize = Cell(Exact(partition, "size_bytes"));
        return isWide
            ? [number, type, name, start, new Rows(size, exactSize), uuid]
            : [number, new Rows(type, uuid), name, start, new Rows(size, exactSize)];
    }

    private static string Type(JsonElement partition)
    {
        var name = DiskFields.Text(partition, "type_name");
        var known = name is "" or "unknown" ? DiskFields.Text(partition, "type_id") : name;
        string[] marks =
        [
            .. new[] { DiskFields.Text(partition, "role") }.Where(role => role is not ("" or "primary") && !role.Equals(name, StringComparison.OrdinalIgnoreCase)),
            .. DiskFields.Flag(partition, "bootable") ? ["bootable"] : Array.Empty<string>(),
        ];
        return marks.Length == 0 ? known : $"{known} ({string.Join(", ", marks)})";
    }

    private static string Exact(JsonElement partition, string member) =>
        DiskFields.Number(partition, member)?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static Markup Cell(string text) => new(SafeText.Markup(text));
}
