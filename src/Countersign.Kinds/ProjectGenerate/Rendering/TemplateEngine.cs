using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>Fills the placeholders of template files (decision 28).</summary>
/// <remarks>
/// Nothing is escaped by itself, since each file has a format of its own: what a person wrote goes through one of <c>quote</c>,
/// <c>xml</c> and <c>markdown</c>. A placeholder without a value is a mistake in the template and throws.
/// </remarks>
internal static partial class TemplateEngine
{
    private static readonly IHandlebars Handlebars = Create();
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Compiled = new(StringComparer.Ordinal);

    /// <summary>The text of a file.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, object> values) => Compiled.GetOrAdd(text, Handlebars.Compile)(values);

    /// <summary>A file's path, in which <c>__namespace__</c> stands for the project's; other names that look so, such as <c>__init__</c>, stay.</summary>
    public static string FillPath(string path, IReadOnlyDictionary<string, object> values) =>
        Placeholder().Replace(path, match => (string)values[match.Groups[1].Value]);

    private static IHandlebars Create()
    {
        var handlebars = HandlebarsDotNet.Handlebars.Create(new HandlebarsConfiguration
        {
            NoEscape = true,
            ThrowOnUnresolvedBindingExpression = true,
            FormatProvider = CultureInfo.InvariantCulture,
        });
        Register(handlebars, "quote", TextForms.Quoted);
        Register(handlebars, "xml", TextForms.Xml);
        Register(handlebars, "markdown", TextForms.Markdown);
        return handlebars;
    }

    private static void Register(IHandlebars handlebars, string name, Func<string, string> form) =>
        handlebars.RegisterHelper(name, (writer, _, arguments) => writer.WriteSafeString(form((string)arguments[0]!)));

    [GeneratedRegex("__(namespace)__")]
    private static partial Regex Placeholder();
}
