using System.Text.Json;
using Spectre.Console;

namespace Countersign.Cli.Terminal;

/// <summary>A JSON document as a person reads it: members as lines, lists of like objects as tables, bytes with their unit.</summary>
internal sealed class JsonView
{
    private const int IndentWidth = 2;
    private const int LongestKeyBesideItsValue = 32;
    private const int MostItems = 500;

    private readonly IAnsiConsole _console;

    private JsonView(IAnsiConsole console) => _console = console;

    /// <summary>Writes a document; each member that is itself an object or a list of objects becomes a section.</summary>
    public static void Show(IAnsiConsole console, JsonElement document)
    {
        ShowWithin(console, document, 0);
        console.WriteLine();
    }

    /// <summary>Writes a document below something that was written, indented by so many levels.</summary>
    public static void ShowWithin(IAnsiConsole console, JsonElement document, int depth) => new JsonView(console).Write(document, depth);

    /// <summary>Writes lines of a name and a value.</summary>
    public static void ShowMembers(IAnsiConsole console, IEnumerable<JsonProperty> members, int depth) =>
        new JsonView(console).WriteLines([.. members.Where(member => !JsonText.IsEmpty(member.Value))], depth);

    private void Write(JsonElement value, int depth)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            WriteMembers(value, depth);
        }
        else if (JsonText.IsListOfSections(value))
        {
            WriteList(value, depth);
        }
        else
        {
            _console.Write(Indented(new Markup(SafeText.Markup(JsonText.Inline("", value))), depth));
        }
    }

    private void WriteMembers(JsonElement document, int depth)
    {
        var members = document.EnumerateObject().Where(member => !JsonText.IsEmpty(member.Value)).ToArray();
        WriteLines([.. members.Where(member => !JsonText.IsSection(member.Value))], depth);
        foreach (var member in members.Where(member => JsonText.IsSection(member.Value)))
        {
            if (depth == 0)
            {
                _console.WriteLine();
            }

            var title = SafeText.Markup(JsonText.Title(member.Name));
            _console.Write(Indented(new Markup(depth == 0 ? $"[bold]{title}[/]" : $"[grey]{title}[/]"), depth));
            Write(member.Value, depth + 1);
        }
    }

    private void WriteLines(JsonProperty[] members, int depth)
    {
        if (members.Length == 0)
        {
            return;
        }

        var longest = members.Max(member => JsonText.Title(member.Name).Length);
        var room = _console.Profile.Width - (depth * IndentWidth) - longest - IndentWidth;
        var isOverlong = members.ToLookup(member => IsOneWord(member.Value) && member.Value.GetString()!.Length > room);
        WriteGrid([.. isOverlong[false]], longest, depth);
        foreach (var member in isOverlong[true])
        {
            // A digest that is broken in two cannot be copied.
            _console.Write(Indented(new Markup($"[grey]{SafeText.Markup(JsonText.Title(member.Name))}[/]"), depth));
            _console.Write(Indented(new Markup(SafeText.Markup(member.Value.GetString()!)), depth + 1));
        }
    }

    private static bool IsOneWord(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && !value.GetString()!.Contains(' ', StringComparison.Ordinal);

    private void WriteGrid(JsonProperty[] members, int longest, int depth)
    {
        if (members.Length == 0)
        {
            return;
        }

        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = longest <= LongestKeyBesideItsValue, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var member in members)
        {
            grid.AddRow(
                new Markup($"[grey]{SafeText.Markup(JsonText.Title(member.Name, member.Value))}[/]"),
                new Markup(SafeText.Markup(JsonText.Inline(member.Name, member.Value))));
        }

        _console.Write(Indented(grid, depth));
    }

    private void WriteList(JsonElement list, int depth)
    {
        var items = list.EnumerateArray().Take(MostItems).ToArray();
        if (JsonTable.TryCreate(items, _console.Profile.Width - (depth * IndentWidth)) is { } table)
        {
            _console.Write(Indented(table, depth));
        }
        else
        {
            for (var i = 0; i < items.Length; i++)
            {
                _console.Write(Indented(new Markup($"[grey]{i + 1}.[/]"), depth));
                Write(items[i], depth + 1);
            }
        }

        if (list.GetArrayLength() - items.Length is > 0 and var more)
        {
            _console.Write(Indented(new Markup($"[yellow]and {more} more, which --json shows[/]"), depth));
        }
    }

    private static Padder Indented(Spectre.Console.Rendering.IRenderable content, int depth) => new(content, new Padding(depth * IndentWidth, 0, 0, 0));
}
