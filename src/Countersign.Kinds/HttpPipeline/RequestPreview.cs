using System.Globalization;
using System.Text;
using Countersign.Kinds.Processes;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Writes a request as it will be sent, with placeholders for what is secret or not known yet.</summary>
internal static class RequestPreview
{
    /// <summary>Method and URL.</summary>
    public static string Line(PipelineRequest request, Variables known) => $"{request.Method} {request.Url.Preview(known)}";

    /// <summary>The request line, a line for each header, and the body behind bars, which no other line begins with.</summary>
    public static void Append(StringBuilder text, PipelineRequest request, Variables known)
    {
        text.Append(Line(request, known)).Append('\n');
        foreach (var (name, value) in RequestHeaders.Of(request, known, "one value for job, plan version and step, the same in every repeat"))
        {
            text.Append(name).Append(": ").Append(Visible(value)).Append('\n');
        }

        if (request.Body is not { } body)
        {
            return;
        }

        var shown = body.IsText ? body.ToText(known) : Encoding.UTF8.GetString(body.ToJson(known));
        if (shown.Any(IsHidden))
        {
            text.Append("the body, with what would not show as \\u:\n");
            shown = string.Concat(shown.Select(character => IsHidden(character) ? Escaped(character) : character.ToString()));
        }

        foreach (var line in shown.Split('\n'))
        {
            text.Append("| ").Append(line).Append('\n');
        }
    }

    /// <summary>A text on one line, with what would not show, line ends among it, as <c>\u</c>.</summary>
    public static string Visible(string text) => text.Any(HiddenCharacters.Contains)
        ? string.Concat(text.Select(character => HiddenCharacters.Contains(character) ? Escaped(character) : character.ToString()))
        : text;

    private static bool IsHidden(char character) => character is not ('\n' or '\t') && HiddenCharacters.Contains(character);

    private static string Escaped(char character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
