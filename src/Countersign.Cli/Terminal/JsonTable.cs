using System.Text.Json;
using Spectre.Console;

namespace Countersign.Cli.Terminal;

/// <summary>A list of flat, like objects as a table, where it fits.</summary>
internal static class JsonTable
{
    /// <summary>A longer text is wrapped within its column.</summary>
    private const int WidestNeed = 36;
    private const int BorderAndPadding = 3;

    /// <summary>The table; null when an item is no flat object or the columns do not fit the width.</summary>
    public static Table? TryCreate(IReadOnlyList<JsonElement> items, int width)
    {
        if (!items.All(IsFlat))
        {
            return null;
        }

        var columns = items
            .SelectMany(item => item.EnumerateObject())
            .Where(member => !JsonText.IsEmpty(member.Value))
            .Select(member => member.Name)
            .Distinct()
            .ToArray();
        if (columns.Length == 0 || columns.Sum(column => Need(column, items)) + 1 > width)
        {
            return null;
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. columns.Select(column => new TableColumn(SafeText.Markup(JsonText.Title(column))))]);
        foreach (var item in items)
        {
            table.AddRow(columns.Select(column => new Markup(SafeText.Markup(Cell(item, column)))));
        }

        return table;
    }

    private static bool IsFlat(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && !item.EnumerateObject().Any(member => JsonText.IsSection(member.Value) && !JsonText.IsEmpty(member.Value));

    private static int Need(string column, IReadOnlyList<JsonElement> items) =>
        Math.Max(JsonText.Title(column).Length, Math.Min(WidestNeed, items.Max(item => Cell(item, column).Length))) + BorderAndPadding;

    private static string Cell(JsonElement item, string column) =>
        item.TryGetProperty(column, out var value) && !JsonText.IsEmpty(value) ? JsonText.Inline(column, value) : "";
}
