using System.Globalization;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Undoes the finished steps, the last one first.</summary>
internal sealed class Compensations(
    StepContext context, PipelineInput input, CapturedValues captured, RequestSending sending, TimeProvider clock)
{
    // With the longest request and its repeats this stays within the limit of one step.
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(PipelineInput.DefaultTimeoutSeconds);

    /// <summary>The finished steps that can be undone, in the order in which they will be.</summary>
    public IReadOnlyList<PipelineStep> Due { get; } = [.. context.Plan.Steps
        .Where(step => context.Results.ContainsKey(step.Id))
        .Select(step => input.Steps.First(candidate => candidate.Id == step.Id))
        .Where(step => step.Compensate is not null)
        .Reverse()];

    /// <summary>Tries each of them once, with repeats, whatever becomes of the others.</summary>
    /// <returns>An outcome for each.</returns>
    public async Task<JsonArray> RunAsync(CancellationToken cancellationToken)
    {
        var outcomes = new JsonArray();
        var startedAt = clock.GetTimestamp();
        foreach (var step in Due)
        {
            var outcome = new JsonObject { ["step"] = step.Id, ["request"] = RequestPreview.Line(step.Compensate!, input.Known()) };
            if (clock.GetElapsedTime(startedAt) < MostTime)
            {
                await UndoAsync(step, step.Compensate!, outcome, cancellationToken);
            }
            else
            {
                outcome["outcome"] = "not_tried";
                outcome["error"] = $"Undoing took longer than {MostTime:c}.";
            }

            outcomes.Add((JsonNode)outcome);
        }

        return outcomes;
    }

    private async Task UndoAsync(PipelineStep step, PipelineRequest undo, JsonObject outcome, CancellationToken cancellationToken)
    {
        context.Reporter.Log($"Undoing step '{step.Id}'.", JobLogLevel.Warning);
        var startedAt = clock.GetTimestamp();
        try
        {
            // What is gone already needs no undoing.
            bool Accepts(int status) => status is >= 200 and < 300 || (undo.Method == "DELETE" && status is 404 or 410);
            var answer = await sending.SendAsync(
                RequestBuilder.Build(undo, captured.Load(), IdempotencyKey.Of(context, step.Id, undoing: true), Timeout, followsRedirects: false),
                PipelineInput.DefaultRetries,
                Accepts,
                context.Reporter.Log,
                _ => { },
                cancellationToken);
            outcome["outcome"] = Accepts(answer.Status) ? "done" : "failed";
            outcome["status"] = answer.Status;
            if (!Accepts(answer.Status))
            {
                outcome["error"] = string.Create(CultureInfo.InvariantCulture, $"The status is {answer.Status}; expected is 200 to 299.");
            }
        }
        catch (WorkFailedException failure)
        {
            outcome["outcome"] = "failed";
            outcome["error"] = failure.Message;
        }

        outcome["duration_seconds"] = Math.Round(clock.GetElapsedTime(startedAt).TotalSeconds, 3);
        if (outcome["outcome"]!.GetValue<string>() == "failed")
        {
            context.Reporter.Log($"Step '{step.Id}' could not be undone: {outcome["error"]}", JobLogLevel.Error);
        }
    }
}
