namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Tells a file's language by its name.</summary>
internal static class Languages
{
    public static readonly Language CSharp = CFamily("C#");

    private static readonly Language Markup = new("HTML", [], "<!--", "-->", Quotes: "");
    private static readonly Language Xml = new("XML", [], "<!--", "-->", IsCode: false, Quotes: "");
    private static readonly Language Shell = new("Shell", ["#"], null, null);
    private static readonly Language JavaScript = CFamily("JavaScript", "\"'`");
    private static readonly Language TypeScript = CFamily("TypeScript", "\"'`");
    private static readonly Language Plain = new("Text", [], null, null, IsCode: false, Quotes: "");
    private static readonly Language Yaml = new("YAML", ["#"], null, null, IsCode: false);
    private static readonly Language Ini = new("INI", ["#", ";"], null, null, IsCode: false, Quotes: "\"");

    private static readonly Dictionary<string, Language> ByExtension = Table();

    private static readonly Dictionary<string, Language> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Dockerfile"] = new("Dockerfile", ["#"], null, null),
        ["Makefile"] = new("Makefile", ["#"], null, null, Quotes: ""),
        ["CMakeLists.txt"] = new("CMake", ["#"], null, null),
        ["Jenkinsfile"] = CFamily("Groovy"),
        [".editorconfig"] = Ini,
        [".env"] = Ini,
    };

    /// <summary>Null for names that say nothing.</summary>
    public static Language? Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (ByName.TryGetValue(name, out var named))
        {
            return named;
        }

        var dot = name.LastIndexOf('.');
        return dot >= 0 && ByExtension.TryGetValue(name[dot..], out var language) ? language
            : name.StartsWith(".env.", StringComparison.Ordinal) ? Ini : null;
    }

    private static Dictionary<string, Language> Table()
    {
        var table = new Dictionary<string, Language>(StringComparer.OrdinalIgnoreCase);
        Add(CSharp, ".cs", ".csx");
        Add(JavaScript, ".js", ".mjs", ".cjs", ".jsx");
        Add(TypeScript, ".ts", ".mts", ".cts", ".tsx");
        Add(CFamily("Java"), ".java");
        Add(CFamily("Kotlin"), ".kt", ".kts");
        Add(CFamily("Groovy"), ".groovy", ".gradle");
        Add(CFamily("Scala"), ".scala");
        Add(CFamily("Swift"), ".swift");
        Add(CFamily("Go", "\"`"), ".go");
        Add(CFamily("Rust", "\""), ".rs");
        Add(CFamily("C"), ".c", ".h");
        Add(CFamily("C++"), ".cpp", ".cc", ".cxx", ".hpp", ".hh");
        Add(CFamily("Dart"), ".dart");
        Add(CFamily("Protocol Buffers"), ".proto");
        Add(CFamily("Bicep"), ".bicep", ".bicepparam");
        Add(CFamily("SCSS"), ".scss", ".less");
        Add(new Language("CSS", [], "/*", "*/"), ".css");
        Add(new Language("PHP", ["//", "#"], "/*", "*/"), ".php");
        Add(new Language("F#", ["//"], "(*", "*)", Quotes: "\""), ".fs", ".fsx", ".fsi");
        Add(new Language("Visual Basic", ["'"], null, null, Quotes: "\""), ".vb");
        Add(new Language("Python", ["#"], null, null), ".py", ".pyi");
        Add(new Language("Ruby", ["#"], "=begin", "=end"), ".rb");
        Add(new Language("Perl", ["#"], null, null), ".pl", ".pm");
        Add(new Language("R", ["#"], null, null), ".r");
        Add(new Language("Elixir", ["#"], null, null), ".ex", ".exs");
        Add(new Language("Terraform", ["#", "//"], "/*", "*/"), ".tf", ".tfvars");
        Add(Shell, ".sh", ".bash", ".zsh");
        Add(new Language("PowerShell", ["#"], "<#", "#>"), ".ps1", ".psm1");
        Add(new Language("Batch", ["rem ", "::"], null, null, Quotes: ""), ".bat", ".cmd");
        Add(new Language("SQL", ["--"], "/*", "*/", Quotes: "'"), ".sql");
        Add(new Language("Lua", ["--"], "--[[", "]]"), ".lua");
        Add(new Language("Haskell", ["--"], "{-", "-}", Quotes: "\""), ".hs");
        Add(new Language("Razor", ["//"], "@*", "*@", Quotes: ""), ".razor", ".cshtml");
        Add(Markup, ".html", ".htm", ".vue", ".svelte");
        Add(Xml, ".xml", ".xaml", ".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".config", ".nuspec", ".resx", ".svg");
        Add(new Language("JSON", ["//"], "/*", "*/", IsCode: false, Quotes: "\""), ".json", ".jsonc");
        Add(Yaml, ".yml", ".yaml");
        Add(new Language("TOML", ["#"], null, null, IsCode: false), ".toml");
        Add(Ini, ".ini", ".cfg", ".conf", ".properties", ".env");
        Add(new Language("Markdown", [], "<!--", "-->", IsCode: false, Quotes: ""), ".md", ".markdown");
        Add(Plain, ".txt", ".rst", ".adoc", ".csv", ".sln", ".http");
        return table;

        void Add(Language language, params string[] extensions)
        {
            foreach (var extension in extensions)
            {
                table[extension] = language;
            }
        }
    }

    private static Language CFamily(string name, string quotes = "\"'") => new(name, ["//"], "/*", "*/", Quotes: quotes);
}
