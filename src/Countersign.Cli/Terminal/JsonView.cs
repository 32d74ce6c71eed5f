using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Countersign.Cli.Terminal;

/// <summary>A JSON document as a person reads it: members as lines, lists of like objects as tables, bytes with their unit.</summary>
internal static class JsonView
{
    private const int WidestTable = 9;

    /// <summary>Writes an object; each member that is itself an object or a list of objects becomes a section.</summary>
    public static void Show(IAnsiConsole console, JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            console.Write(Value("", document));
            console.WriteLine();
            return;
        }

        var simple = document.EnumerateObject().Where(member => !IsSection(member.Value)).ToArray();
        if (simple.Length > 0)
        {
            console.Write(Members(simple));
        }

        foreach (var member in document.EnumerateObject().Where(member => IsSection(member.Value)))
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{SafeText.Markup(Title(member.Name))}[/]");
            console.Write(Value(member.Name, member.Value));
        }

        console.WriteLine();
    }

    private static bool IsSection(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object || IsListOfObjects(value);

    private static bool IsListOfObjects(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() > 0
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object);

    private static IRenderable Value(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Members([.. value.EnumerateObject()]),
        JsonValueKind.Array when IsListOfObjects(value) => List(value),
        JsonValueKind.Array => new Rows(value.EnumerateArray().Select(item => Value(name, item))),
        _ => new Markup(Scalar(name, value)),
    };

    private static Grid Members(IReadOnlyList<JsonProperty> members)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var member in members.Where(member => member.Value.ValueKind != JsonValueKind.Null && !IsEmptyList(member.Value)))
        {
            grid.AddRow(new Markup($"[grey]{SafeText.Markup(Title(member.Name))}[/]"), Value(member.Name, member.Value));
        }

        return grid;
    }

    /// <summary>A table where the objects are flat and alike; one block of lines each where they are not.</summary>
    private static IRenderable List(JsonElement list)
    {
        var columns = list.EnumerateArray()
            .SelectMany(item => item.EnumerateObject())
            .Where(member => member.Value.ValueKind != JsonValueKind.Null && !IsEmptyList(member.Value))
            .Select(member => member.Name)
            .Distinct()
            .ToArray();
        var isFlat = list.EnumerateArray().All(item => item.EnumerateObject().All(member => !IsSection(member.Value)));
        if (!isFlat || columns.Length is 0 or > WidestTable)
        {
            return new Rows(list.EnumerateArray().Select(item => new Padder(Members([.. item.EnumerateObject()]), new Padding(2, 0, 0, 1))));
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. columns.Select(column => new TableColumn(SafeText.Markup(Title(column))))]);
        foreach (var item in list.EnumerateArray())
        {
            table.AddRow(columns.Select(column => item.TryGetProperty(column, out var cell) ? Value(column, cell) : new Markup("")));
        }

        return table;
    }

    private static bool IsEmptyList(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    private static string Scalar(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when IsBytes(name) && value.TryGetInt64(out var bytes) => SafeText.Markup(Sizes.Bytes(bytes)),
        JsonValueKind.String => SafeText.Markup(value.GetString()!),
        _ => SafeText.Markup(value.GetRawText()),
    };

    private static bool IsBytes(string name) =>
        name is "size" or "virtual_size" or "bytes" || name.EndsWith("_size", StringComparison.Ordinal) || name.EndsWith("_bytes", StringComparison.Ordinal);

    private static string Title(string name) =>
        name.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}");
}
