using System.Text.Json;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Checks the input and lists every problem.</summary>
internal sealed partial class PipelineInputRules
{
    public const int MostSteps = 50;
    public const int MostSeconds = 120;
    public const int MostRetries = 5;
    private const int MostParameters = 50;
    private const int MostCaptures = 20;
    private const int MostValues = 50;

    private static readonly string[] InputFields = [PipelineInput.StepsField, PipelineInput.ParametersField];
    private static readonly string[] RequestFields = ["method", "url", "headers", "body"];
    private static readonly string[] StepFields = ["id", .. RequestFields, "capture", "expect", "compensate", "timeout_seconds", "retries", "follow_redirects"];
    private static readonly string[] ExpectFields = ["status", "json"];
    private static readonly string[] CaptureFields = ["pointer", "secret"];

    private readonly FieldErrors _errors;
    private readonly RequestInputRules _requests;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private PipelineInputRules(FieldErrors errors) => (_errors, _requests) = (errors, new RequestInputRules(errors));

    public static void Check(JsonElement input, FieldErrors errors) => new PipelineInputRules(errors).CheckInput(input);

    private void CheckInput(JsonElement input)
    {
        if (!IsObject(input, "input", InputFields))
        {
            return;
        }

        CheckParameters(input);
        if (PipelineInput.Find(input, PipelineInput.StepsField) is not { ValueKind: JsonValueKind.Array } steps || steps.GetArrayLength() is 0 or > MostSteps)
        {
            _errors.Add("input.steps", $"allowed is a list of 1 to {MostSteps} steps.");
            return;
        }

        var i = 0;
        foreach (var step in steps.EnumerateArray())
        {
            CheckStep(step, $"input.steps[{i++}]");
        }
    }

    private void CheckParameters(JsonElement input)
    {
        if (PipelineInput.Find(input, PipelineInput.ParametersField) is not { } parameters)
        {
            return;
        }

        if (parameters.ValueKind != JsonValueKind.Object || parameters.EnumerateObject().Count() > MostParameters)
        {
            _errors.Add("input.parameters", $"allowed is an object of at most {MostParameters} parameters.");
            return;
        }

        foreach (var parameter in parameters.EnumerateObject())
        {
            TakeName(parameter.Name, $"input.parameters.{parameter.Name}");
            if (parameter.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                && SecretPaths.NameIn(parameter.Value) is null)
            {
                _errors.Add($"input.parameters.{parameter.Name}", "allowed is a string, a number, true, false, or {\"secret_ref\": \"NAME\"}.");
            }
        }
    }

    private void CheckStep(JsonElement step, string path)
    {
        if (!IsObject(step, path, StepFields))
        {
            return;
        }

        if (PipelineInput.Find(step, "id") is not { ValueKind: JsonValueKind.String } id || !Id().IsMatch(id.GetString()!))
        {
            _errors.Add($"{path}.id", "is missing or no identifier; allowed are 1 to 64 letters, digits and any of ._- with a letter or digit first.");
        }
        else if (!_ids.Add(id.GetString()!))
        {
            _errors.Add($"{path}.id", $"is '{id.GetString()}', as that of an earlier step; each step needs an id of its own.");
        }

        _requests.Check(step, path, _known);
        CheckExpectations(step, path);
        CheckNumber(step, "timeout_seconds", path, 1, MostSeconds);
        CheckNumber(step, "retries", path, 0, MostRetries);
        if (PipelineInput.Find(step, "follow_redirects") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            _errors.Add($"{path}.follow_redirects", "allowed is true or false.");
        }

        // What undoes a step may use what the step captured, and later steps may.
        CheckCaptures(step, path);
        if (PipelineInput.Find(step, "compensate") is { } undo && IsObject(undo, $"{path}.compensate", RequestFields))
        {
            _requests.Check(undo, $"{path}.compensate", _known);
        }
    }

    private void CheckCaptures(JsonElement step, string path)
    {
        if (PipelineInput.Find(step, "capture") is not { } captures)
        {
            return;
        }

        if (captures.ValueKind != JsonValueKind.Object || captures.EnumerateObject().Count() > MostCaptures)
        {
            _errors.Add($"{path}.capture", $"allowed is an object of at most {MostCaptures} names with a JSON pointer each.");
            return;
        }

        foreach (var capture in captures.EnumerateObject())
        {
            var field = $"{path}.capture.{capture.Name}";
            TakeName(capture.Name, field);
            var pointer = capture.Value;
            if (pointer.ValueKind == JsonValueKind.Object)
            {
                IsObject(pointer, field, CaptureFields);
                if (PipelineInput.Find(pointer, "secret") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
                {
                    _errors.Add($"{field}.secret", "allowed is true or false.");
                }

                pointer = PipelineInput.Find(pointer, "pointer") ?? default;
            }

            if (pointer.ValueKind != JsonValueKind.String || !JsonPointer.IsPointer(pointer.GetString()!))
            {
                _errors.Add(field, $"allowed is {JsonPointer.Allowed}, or an object of pointer and secret.");
            }
        }
    }

    private void CheckExpectations(JsonElement step, string path)
    {
        if (PipelineInput.Find(step, "expect") is not { } expect || !IsObject(expect, $"{path}.expect", ExpectFields))
        {
            return;
        }

        if (PipelineInput.Find(expect, "status") is { } status)
        {
            var codes = status.ValueKind == JsonValueKind.Array ? status.EnumerateArray().ToArray() : [status];
            if (codes.Length is 0 or > 20 || !codes.All(code => code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) && number is >= 200 and <= 599))
            {
                _errors.Add($"{path}.expect.status", $"is {Shortened(status)}; allowed is a status from 200 to 599, or a list of 1 to 20.");
            }
        }

        if (PipelineInput.Find(expect, "json") is not { } values)
        {
            return;
        }

        if (values.ValueKind != JsonValueKind.Object || values.EnumerateObject().Count() > MostValues)
        {
            _errors.Add($"{path}.expect.json", $"allowed is an object of at most {MostValues} JSON pointers with a value each.");
            return;
        }

        foreach (var value in values.EnumerateObject())
        {
            if (!JsonPointer.IsPointer(value.Name))
            {
                _errors.Add($"{path}.expect.json", $"names '{value.Name}'; allowed is {JsonPointer.Allowed}.");
            }

            _requests.CheckValue(value.Value, $"{path}.expect.json.{value.Name}", _known);
        }
    }

    private void TakeName(string name, string field)
    {
        if (!Template.IsName(name))
        {
            _errors.Add(field, $"is no name of a variable; allowed is {Template.NamePattern}.");
        }
        else if (!_known.Add(name))
        {
            _errors.Add(field, $"is there already; each parameter and each capture needs a name of its own.");
        }
    }

    private void CheckNumber(JsonElement step, string name, string path, int least, int most)
    {
        if (PipelineInput.Find(step, name) is { } value
            && !(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most))
        {
            _errors.Add($"{path}.{name}", $"is {Shortened(value)}; allowed is a whole number from {least} to {most}.");
        }
    }

    private bool IsObject(JsonElement value, string path, string[] fields)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(path, $"is no object; allowed is an object with {string.Join(", ", fields)}.");
            return false;
        }

        foreach (var unknown in value.EnumerateObject().Where(field => !fields.Contains(field.Name)))
        {
            _errors.Add($"{path}.{unknown.Name}", $"is not a field of {path}; allowed are {string.Join(", ", fields)}.");
        }

        return true;
    }

    private static string Shortened(JsonElement value) => value.GetRawText() is { Length: <= 60 } text ? text : value.GetRawText()[..60] + " …";

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
