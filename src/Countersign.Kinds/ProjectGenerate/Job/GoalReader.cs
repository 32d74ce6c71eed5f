using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.ProjectGenerate.Rendering;

namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>Reads a goal for what it says of template and parameters, by words and forms alone, so that the same goal always says the same.</summary>
internal static partial class GoalReader
{
    private const int NameWords = 3;

    // Words that say nothing of what a project is about.
    private static readonly HashSet<string> Fillers = new(
        [
            "a", "an", "the", "with", "and", "for", "of", "in", "on", "to", "that", "which", "my", "our", "new", "simple", "small", "create", "build", "make",
            "generate", "write", "want", "need", "please", "project", "using", "based", "from", "by", "as", "is", "it", "i", "we", "me", "us",
        ],
        StringComparer.Ordinal);

    /// <summary>The template whose words weigh most, and why; null when the goal has none of any. Of equals the one with the first identifier.</summary>
    public static (ProjectTemplate Template, string Why)? Template(string goal)
    {
        var words = Words(goal).ToHashSet(StringComparer.Ordinal);
        var best = TemplateCatalogue.All
            .Select(template => (Template: template, Found: template.Words.Where(word => words.Contains(word.Key)).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).ToArray()))
            .OrderByDescending(candidate => candidate.Found.Sum(word => word.Value))
            .First();
        return best.Found.Length == 0 ? null : (best.Template, $"the goal says {string.Join(", ", best.Found.Select(word => $"'{word.Key}'"))}");
    }

    /// <summary>Parameters of the template that the goal gives, and why.</summary>
    public static IEnumerable<(string Name, JsonNode Value, string Why)> Parameters(string goal, ProjectTemplate template)
    {
        foreach (var property in template.ParameterSchema.GetProperty("properties").EnumerateObject())
        {
            if ((Stated(goal, property) ?? Implied(goal, property, template)) is var (value, why))
            {
                yield return (property.Name, value, why);
            }
        }
    }

    private static (JsonNode Value, string Why)? Stated(string goal, JsonProperty property)
    {
        var name = property.Name.Replace("_", "[ _]", StringComparison.Ordinal);
        var match = Regex.Match(goal, $@"\b{name}\s*[:=]\s*(""[^""]*""|[^\s,;]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success && ParameterText.Parse(property.Value, match.Groups[1].Value) is { } value ? (value, $"the goal says '{match.Value}'") : null;
    }

    private static (JsonNode Value, string Why)? Implied(string goal, JsonProperty property, ProjectTemplate template)
    {
        if (property.Value.TryGetProperty("enum", out var choices))
        {
            var said = Words(goal).FirstOrDefault(word => choices.EnumerateArray().Any(choice => Means(word, choice.GetString()!)));
            return said is null ? null : (choices.EnumerateArray().First(choice => Means(said, choice.GetString()!)).GetString()!, $"the goal says '{said}'");
        }

        return property.Name switch
        {
            TemplateValues.ProjectName => Named(goal, template),
            "description" when goal.Length <= property.Value.GetProperty("maxLength").GetInt32() => (goal, "that is the goal"),
            "port" when Port().Match(goal) is { Success: true } port && ParameterText.Parse(property.Value, port.Groups[1].Value) is { } value => (value, $"the goal says '{port.Value}'"),
            _ => null,
        };
    }

    private static (JsonNode Value, string Why) Named(string goal, ProjectTemplate template)
    {
        if (Called().Match(goal) is { Success: true } called)
        {
            return (called.Groups[1].Value, $"the goal says '{called.Value}'");
        }

        var about = Words(goal)
            .Where(word => !Fillers.Contains(word) && !template.Words.ContainsKey(word))
            .SkipWhile(word => !char.IsAsciiLetter(word[0]))
            .Distinct()
            .Take(NameWords)
            .ToArray();
        return about.Length == 0 ? (template.Id, "the goal has no word for a name, so the template's is taken") : (string.Join('-', about), "made of the goal's words");
    }

    // Two names of one database.
    private static bool Means(string word, string choice) => choice != "none" && (word == choice || (word == "postgres" && choice == "postgresql"));

    private static IEnumerable<string> Words(string goal) => Word().Matches(goal.ToLowerInvariant()).Select(match => match.Value);

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:called|named)\s+[""']?([A-Za-z](?:[._-]?[A-Za-z0-9]){0,63})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Called();

    [GeneratedRegex(@"\bport\s+(\d{1,5})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Port();
}
