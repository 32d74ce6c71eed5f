using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Holds an answer to what its step expects.</summary>
internal static class Expectations
{
    private const int LongestShown = 1_000;

    /// <summary>Notes every comparison.</summary>
    /// <exception cref="WorkFailedException"><c>expectation_failed</c>, for the first that fails.</exception>
    public static void Require(PipelineStep step, OutboundAnswer answer, AnswerBody body, Variables variables, StepRecord record)
    {
        var failures = new List<string>();
        var isRight = step.Accepts(answer.Status);
        var statuses = step.Statuses.Count == 0 ? "200 to 299" : string.Join(" or ", step.Statuses);
        record.Assertions.Add((JsonNode)new JsonObject { ["of"] = "status", ["expected"] = statuses, ["actual"] = answer.Status, ["passed"] = isRight });
        if (!isRight)
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"the status is {answer.Status}; expected is {statuses}"));
        }

        foreach (var (pointer, template) in step.Values)
        {
            if (Compare(pointer, JsonElement.Parse(template.ToJson(variables)), body, record) is { } failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new WorkFailedException(ErrorCodes.ExpectationFailed, $"The answer is not the expected one: {failures[0]}.");
        }
    }

    private static string? Compare(string pointer, JsonElement expected, AnswerBody body, StepRecord record)
    {
        var actual = body.Json is { } document ? JsonPointer.Find(document, pointer) : null;
        var passed = actual is { } found && JsonElement.DeepEquals(found, expected);
        var assertion = new JsonObject { ["of"] = pointer, ["expected"] = Shown(expected), ["passed"] = passed };
        var reason = actual is not null ? null : body.Json is null ? body.WhyNoJson : "the body has no such place";
        if (actual is { } value)
        {
            assertion["actual"] = Shown(value);
        }
        else
        {
            assertion["reason"] = reason;
        }

        record.Assertions.Add((JsonNode)assertion);
        return passed ? null : $"{Place(pointer)} is {(actual is { } other ? Shortened(other) : $"missing ({reason})")}; expected is {Shortened(expected)}";
    }

    private static JsonNode? Shown(JsonElement value) =>
        value.GetRawText().Length <= LongestShown ? JsonNode.Parse(value.GetRawText()) : JsonValue.Create(Shortened(value));

    private static string Shortened(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.String ? $"\"{value.GetString()}\"" : value.GetRawText();
        return text.Length <= LongestShown ? text : new StringBuilder(text, 0, LongestShown, LongestShown + 2).Append(" …").ToString();
    }

    private static string Place(string pointer) => pointer.Length == 0 ? "the whole body" : pointer;
}
