using System.Text.Json;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Tools;

/// <summary>
/// The tools that are looked for. Each is told to leave the source's own configuration alone where that could run code: a plan
/// shows what runs, and a configuration is a program.
/// </summary>
internal static class ExternalTools
{
    private static readonly string[] EslintRules =
    [
        "no-eval", "no-implied-eval", "no-new-func", "no-unreachable", "no-dupe-keys", "no-dupe-args", "no-cond-assign", "no-const-assign", "no-empty",
        "no-self-assign", "no-unsafe-finally", "use-isnan", "valid-typeof", "no-debugger",
    ];

    public static IReadOnlyList<ExternalTool> All { get; } =
    [
        new("ruff", "Python", [".py", ".pyi"], null,
            ["ruff", "check", "--isolated", "--no-cache", "--exit-zero", "--output-format", "json", "--select", "E4,E7,E9,F,B,S,C90", "."], ReadRuff),
        new("eslint", "JavaScript", [".js", ".mjs", ".cjs", ".jsx"], null,
            ["eslint", "--no-config-lookup", "--no-inline-config", "--format", "json", .. EslintRules.SelectMany(rule => new[] { "--rule", rule + ":error" }), "."], ReadEslint),
        new("tsc", "TypeScript", [".ts", ".tsx", ".mts", ".cts"], "tsconfig.json",
            ["tsc", "--noEmit", "--pretty", "false", "--skipLibCheck", "--incremental", "false", "--project", "tsconfig.json"], TscOutput.Read),
    ];

    // https://docs.astral.sh/ruff: a list of objects with code, message, filename and location.
    private static void ReadRuff(string output, string folder, FindingSink sink)
    {
        using var document = JsonDocument.Parse(output);
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var code = Text(item, "code") ?? "invalid-syntax";
            var (isSecurity, isError) = (code.StartsWith('S') && code.Length == 4, code.StartsWith("E9", StringComparison.Ordinal) || code is "invalid-syntax" or "F821");
            var location = item.GetProperty("location");
            Add(
                $"ruff.{code}", Text(item, "message") ?? code, isSecurity ? RuleCategory.Security : isError ? RuleCategory.TypeError : RuleCategory.Smell,
                isError ? Severity.High : Severity.Low, Relative(Text(item, "filename"), folder),
                location.GetProperty("row").GetInt32(), location.GetProperty("column").GetInt32(), Text(item, "url"), sink);
        }
    }

    // https://eslint.org/docs/latest/use/formatters: a list of files with messages.
    private static void ReadEslint(string output, string folder, FindingSink sink)
    {
        using var document = JsonDocument.Parse(output);
        foreach (var file in document.RootElement.EnumerateArray())
        {
            var path = Relative(Text(file, "filePath"), folder);
            foreach (var item in file.GetProperty("messages").EnumerateArray())
            {
                var rule = Text(item, "ruleId");
                if (rule is null && !(item.TryGetProperty("fatal", out var fatal) && fatal.ValueKind == JsonValueKind.True))
                {
                    continue;
                }

                var isSecurity = rule is "no-eval" or "no-implied-eval" or "no-new-func";
                Add(
                    $"eslint.{rule ?? "syntax"}", Text(item, "message") ?? "", isSecurity ? RuleCategory.Security : rule is null ? RuleCategory.TypeError : RuleCategory.Smell,
                    isSecurity || rule is null ? Severity.High : Severity.Medium, path, Number(item, "line"), Number(item, "column"), null, sink);
            }
        }
    }

    public static void Add(
        string id, string message, RuleCategory category, Severity severity, string path, int line, int column, string? url, FindingSink sink) =>
        sink.Add(
            new Rule(id, id, severity, category, url is null ? $"A rule of {id[..id.IndexOf('.', StringComparison.Ordinal)]}." : $"Explained at {url}."),
            path, line, message, column);

    private static string Relative(string? path, string folder) =>
        path is null ? "" : Path.IsPathRooted(path) ? Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/') : path;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;
}
