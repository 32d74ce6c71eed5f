using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.ScriptRun;

/// <summary>Checks the input and lists every problem.</summary>
internal static class ScriptInputRules
{
    public const int MostSeconds = 1_500;
    public const int LongestScript = 256 * 1024;
    private const int MostWords = 256;
    private const int LongestWord = 32_768;

    private static readonly string[] Fields =
        [ScriptInput.Command, ScriptInput.Script, ScriptInput.Interpreter, ScriptInput.Environment, ScriptInput.WorkingDirectory, ScriptInput.TimeoutSeconds, ScriptInput.Source];

    public static void Check(JsonElement input, ScriptSettings settings, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", $"is no object; allowed is an object with {string.Join(", ", Fields)}.");
            return;
        }

        foreach (var unknown in input.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            errors.Add($"input.{unknown.Name}", $"is not a field of input; allowed are {string.Join(", ", Fields)}.");
        }

        CheckWhatRuns(input, settings, errors);
        EnvironmentInput.Check(input, errors);
        if (ScriptInput.Find(input, ScriptInput.WorkingDirectory) is { } folder
            && !(folder.ValueKind == JsonValueKind.String && folder.GetString() is { } path && (path == "." || SourceInput.IsTreePath(path))))
        {
            errors.Add("input.working_dir", "allowed is a relative path with slashes that does not lead upwards.");
        }

        if (ScriptInput.Find(input, ScriptInput.TimeoutSeconds) is { } seconds
            && !(seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var count) && count is >= 1 and <= MostSeconds))
        {
            errors.Add("input.timeout_seconds", $"is {seconds.GetRawText()}; allowed is a whole number from 1 to {MostSeconds}.");
        }

        if (ScriptInput.Find(input, ScriptInput.Source) is not null)
        {
            SourceInput.Check(input, errors);
        }
    }

    /// <summary>Why a program may not be started; a sentence that follows its name.</summary>
    public static string Refusal(ScriptSettings settings) => settings.AllowedPrograms.Count == 0
        ? "may not be started: this server allows no program (Processes:AllowedPrograms); its operator has to list those that may."
        : $"may not be started; allowed are {string.Join(", ", settings.AllowedPrograms)} (Processes:AllowedPrograms).";

    private static void CheckWhatRuns(JsonElement input, ScriptSettings settings, FieldErrors errors)
    {
        var command = ScriptInput.Find(input, ScriptInput.Command);
        var script = ScriptInput.Find(input, ScriptInput.Script);
        var interpreter = ScriptInput.Find(input, ScriptInput.Interpreter);
        if (command is null && script is null && interpreter is null)
        {
            errors.Add("input.command", "is missing; allowed is a list of program and arguments, or script and interpreter instead.");
        }
        else if (command is not null && (script is not null || interpreter is not null))
        {
            errors.Add("input.command", "is given beside script or interpreter; allowed is one of the two ways.");
        }
        else if (command is not null)
        {
            CheckCommand(command.Value, settings, errors);
        }
        else
        {
            CheckScript(script, interpreter, settings, errors);
        }
    }

    private static void CheckCommand(JsonElement command, ScriptSettings settings, FieldErrors errors)
    {
        if (command.ValueKind != JsonValueKind.Array || command.GetArrayLength() is 0 or > MostWords)
        {
            errors.Add("input.command", $"allowed is a list of 1 to {MostWords} texts, the program first.");
            return;
        }

        var i = 0;
        foreach (var word in command.EnumerateArray())
        {
            var isText = word.ValueKind == JsonValueKind.String && word.GetString() is { Length: <= LongestWord } text && !text.Contains('\0', StringComparison.Ordinal);
            if (!isText)
            {
                errors.Add($"input.command[{i}]", $"allowed is a text of at most {LongestWord} characters; secrets belong into env, where no list of processes shows them.");
            }
            else if (i == 0)
            {
                RequireAllowed(word.GetString()!, "input.command[0]", settings, errors);
            }

            i++;
        }
    }

    private static void CheckScript(JsonElement? script, JsonElement? interpreter, ScriptSettings settings, FieldErrors errors)
    {
        if (script is not { ValueKind: JsonValueKind.String } text || text.GetString()!.Length is 0 or > LongestScript || text.GetString()!.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add("input.script", $"allowed is a text of 1 to {LongestScript} characters without a null character.");
        }

        if (interpreter is not { ValueKind: JsonValueKind.String } program)
        {
            errors.Add("input.interpreter", "is missing or no text; allowed is a program that runs the script, such as bash.");
        }
        else
        {
            RequireAllowed(program.GetString()!, "input.interpreter", settings, errors);
        }
    }

    private static void RequireAllowed(string program, string field, ScriptSettings settings, FieldErrors errors)
    {
        if (!settings.Allows(program))
        {
            errors.Add(field, $"is '{program}', which {Refusal(settings)}");
        }
    }
}
