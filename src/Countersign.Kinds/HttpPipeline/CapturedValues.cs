using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Takes values out of answers, and hands them to later requests. Secret ones are stored sealed.</summary>
internal sealed class CapturedValues(StepContext context, PipelineInput input, ISealedValues seals)
{
    private const string Sealed = "sealed";
    private const string Plain = "value";
    private const int LongestValue = 16 * 1024;

    // Hiding a shorter one everywhere would hide half of what is told.
    private const int ShortestHidden = 4;

    /// <summary>The parameters, and what the finished steps captured.</summary>
    /// <exception cref="WorkFailedException"><c>capture_failed</c>: a sealed value cannot be opened.</exception>
    public Variables Load()
    {
        var variables = new Variables();
        foreach (var (name, value) in input.Parameters)
        {
            variables.Set(name, value);
        }

        foreach (var step in input.Steps.Where(step => context.Results.ContainsKey(step.Id)))
        {
            var values = context.Results[step.Id].GetProperty(StepRecord.Values);
            foreach (var capture in step.Captures)
            {
                var stored = values.GetProperty(capture.Name);
                variables.Set(capture.Name, stored.TryGetProperty(Sealed, out var sealedValue)
                    ? new Variable(Open(step, capture, sealedValue.GetString()!), IsSecret: true)
                    : new Variable(stored.GetProperty(Plain)));
            }
        }

        return variables;
    }

    /// <summary>Hides from now on what is secret in an answer, whether or not it is the right one.</summary>
    public void HideIn(PipelineStep step, AnswerBody body)
    {
        foreach (var capture in step.Captures.Where(capture => capture.IsSecret))
        {
            if (Find(capture, body) is { } value)
            {
                Hide(value);
            }
        }
    }

    /// <summary>Takes what the step captures.</summary>
    /// <exception cref="WorkFailedException"><c>capture_failed</c>.</exception>
    public void Take(PipelineStep step, AnswerBody body, StepRecord record)
    {
        foreach (var capture in step.Captures)
        {
            if (Find(capture, body) is not { } value)
            {
                throw Failed(step, capture, body.Json is null ? body.WhyNoJson : $"the body has nothing at {capture.Pointer}");
            }

            var text = value.GetRawText();
            if (text.Length > LongestValue)
            {
                throw Failed(step, capture, string.Create(CultureInfo.InvariantCulture, $"the value is longer than {LongestValue} characters"));
            }

            // What holds a secret of the input would be stored with a mask in its place, and sent on like that.
            record.Captured[capture.Name] = capture.IsSecret || context.Hide(text) != text
                ? new JsonObject { [Sealed] = seals.Seal(text, PlaceOf(step, capture)) }
                : new JsonObject { [Plain] = JsonNode.Parse(text) };
        }
    }

    private static JsonElement? Find(PipelineCapture capture, AnswerBody body) =>
        body.Json is { } document ? JsonPointer.Find(document, capture.Pointer) : null;

    private JsonElement Open(PipelineStep step, PipelineCapture capture, string sealedValue)
    {
        var text = seals.Open(sealedValue, PlaceOf(step, capture))
            ?? throw Failed(step, capture, "the value was sealed with another key than this server has now (Auth:SigningKey)");
        var value = JsonElement.Parse(text);
        Hide(value);
        return value;
    }

    private void Hide(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Hide(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Hide(item);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number:
                var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                if (text.Length >= ShortestHidden)
                {
                    context.Conceal(text);
                }

                break;
        }
    }

    private string PlaceOf(PipelineStep step, PipelineCapture capture) =>
        string.Create(CultureInfo.InvariantCulture, $"{context.JobId}/{context.Plan.Version}/{step.Id}/{capture.Name}");

    private static WorkFailedException Failed(PipelineStep step, PipelineCapture capture, string why) =>
        new(ErrorCodes.CaptureFailed, $"'{capture.Name}' of step '{step.Id}' could not be captured: {why}.");
}
