using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>The result document: of the job when it completes, in the error's details when it fails.</summary>
internal static class PipelineReport
{
    /// <param name="steps">The results of the steps that ran, in that order.</param>
    /// <param name="failedStep">The step that failed, the last of them; null where none did.</param>
    /// <param name="compensations">What became of undoing.</param>
    public static JsonElement Of(IEnumerable<JsonElement> steps, string? failedStep = null, JsonArray? compensations = null)
    {
        var document = new JsonObject { ["succeeded"] = failedStep is null };
        if (failedStep is not null)
        {
            document["failed_step"] = failedStep;
        }

        document["steps"] = new JsonArray([.. steps.Select(WithoutValues)]);
        document["compensations"] = compensations ?? [];
        return JsonSerializer.SerializeToElement(document);
    }

    private static JsonNode WithoutValues(JsonElement step)
    {
        var members = JsonNode.Parse(step.GetRawText())!.AsObject();
        members.Remove(StepRecord.Values);
        return members;
    }
}
