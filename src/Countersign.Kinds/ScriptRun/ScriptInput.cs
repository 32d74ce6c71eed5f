using System.Text.Json;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ScriptRun;

/// <summary>The accepted input of a job.</summary>
internal sealed record ScriptInput
{
    public const string Command = "command";
    public const string Script = "script";
    public const string Interpreter = "interpreter";
    public const string Environment = "env";
    public const string WorkingDirectory = "working_dir";
    public const string TimeoutSeconds = "timeout_seconds";
    public const string Source = "source";

    private const int DefaultTimeoutSeconds = 600;
    private static readonly SourceReference Nothing = new(Files: []);

    /// <summary>The program and its arguments; for a script the interpreter and what it takes before the script's file.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The script's text; null for a command.</summary>
    public string? Text { get; init; }

    /// <summary>Relative to the source, with slashes; empty for the top.</summary>
    public string Folder { get; init; } = "";

    public TimeSpan Timeout { get; init; }

    /// <summary>What the working copy is made of; an empty folder without a source.</summary>
    public SourceReference Tree { get; init; } = Nothing;

    public bool HasSource => Tree != Nothing;

    /// <summary>The name of the script's file, with the ending that the interpreter wants.</summary>
    public string FileName => System.IO.Path.GetFileNameWithoutExtension(Words[0]) switch
    {
        "pwsh" or "powershell" => "script.ps1",
        "python" or "python3" => "script.py",
        "node" => "script.js",
        _ => "script.sh",
    };

    /// <summary>Reads an input that <see cref="ScriptInputRules"/> found nothing wrong with.</summary>
    public static ScriptInput Parse(JsonElement input)
    {
        var interpreter = Find(input, Interpreter)?.GetString();
        return new ScriptInput
        {
            Words = interpreter is null ? [.. Find(input, Command)!.Value.EnumerateArray().Select(word => word.GetString()!)] : WordsOf(interpreter),
            Text = Find(input, Script)?.GetString(),
            Folder = Find(input, WorkingDirectory)?.GetString() is { } folder and not "." ? folder : "",
            Timeout = TimeSpan.FromSeconds(Find(input, TimeoutSeconds)?.GetInt32() ?? DefaultTimeoutSeconds),
            Tree = Find(input, Source) is null ? Nothing : SourceInput.Parse(input),
        };
    }

    public static JsonElement? Find(JsonElement input, string name) =>
        input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Without these PowerShell would ask, and read a person's profile.
    private static string[] WordsOf(string interpreter) =>
        System.IO.Path.GetFileNameWithoutExtension(interpreter) is "pwsh" or "powershell"
            ? [interpreter, "-NoProfile", "-NonInteractive", "-File"]
            : [interpreter];
}
