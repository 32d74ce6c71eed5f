using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Cli.Terminal;
using Countersign.Contracts.Plans;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>What the analysis found.</summary>
internal static class AnalysisView
{
    private const string Items = "items";

    public static void Show(Person person, Analysis analysis)
    {
        person.Console.WriteLine();
        person.Console.MarkupLine("[bold]Analysis[/]");
        person.Say(analysis.Summary);
        JsonView.ShowWithin(person.Console, WithoutItems(analysis.Facts), depth: 1);
        if (analysis.Content.Count == 0)
        {
            return;
        }

        person.Console.WriteLine();
        person.Console.MarkupLine("[bold]Content that the plan is bound to[/]");
        foreach (var entry in analysis.Content)
        {
            person.Say($"  {entry.Name}  {Sizes.Bytes(entry.Size)}");
            person.SayWhole($"  {entry.Sha256}");
        }
    }

    /// <summary>A list of what may be acted on is what the plan shows, item by item; twice it would only be in the way.</summary>
    private static JsonElement WithoutItems(JsonElement facts)
    {
        if (facts.ValueKind != JsonValueKind.Object || !facts.TryGetProperty(Items, out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return facts;
        }

        var rest = JsonObject.Create(facts)!;
        rest.Remove(Items);
        return JsonSerializer.SerializeToElement(rest);
    }
}
