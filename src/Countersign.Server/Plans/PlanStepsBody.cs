using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;

namespace Countersign.Server.Plans;

/// <summary>Reads the steps of an edited plan, every field as <c>GET plan</c> answers it.</summary>
internal static class PlanStepsBody
{
    private const int MaxSteps = 1000;
    private const int LongestId = 200;
    private const int LongestText = 200_000;
    private const double Most = 9e15;

    public static EditPlanRequest Read(JsonFields fields, FieldErrors errors) =>
        new([.. (fields.Objects("steps", MaxSteps, required: true) ?? []).Select(step => ReadStep(step.Fields, step.Path, errors))]);

    private static PlanStep ReadStep(JsonFields fields, string path, FieldErrors errors)
    {
        var risk = fields.Choice<Risk>("risk");
        if (risk is null)
        {
            errors.Add($"{path}.risk", "is required.");
        }

        var step = new PlanStep
        {
            Id = fields.String("id", LongestId, required: true) ?? "",
            Title = fields.String("title", LongestText, required: true) ?? "",
            Action = fields.String("action", LongestText, required: true) ?? "",
            Preview = fields.String("preview", LongestText, required: true) ?? "",
            Risk = risk ?? Risk.Destructive,
            DependsOn = fields.Strings("depends_on", MaxSteps, LongestId) ?? [],
            Inputs = fields.Strings("inputs", 100_000, 4096) ?? [],
            Estimate = ReadEstimate(fields.Object("estimate")),
        };
        fields.RefuseOthers();
        return step;
    }

    /// <summary>Reads an estimate or a budget; null when there is none.</summary>
    public static Estimate? ReadEstimate(JsonFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var estimate = new Estimate
        {
            DurationSeconds = fields.Number("duration_seconds", 0, Most),
            BytesRead = (long?)fields.Number("bytes_read", 0, Most),
            BytesWritten = (long?)fields.Number("bytes_written", 0, Most),
            BytesFreed = (long?)fields.Number("bytes_freed", 0, Most),
            Tokens = (long?)fields.Number("tokens", 0, Most),
            Cost = fields.Number("cost", 0, Most),
        };
        fields.RefuseOthers();
        return estimate;
    }
}
