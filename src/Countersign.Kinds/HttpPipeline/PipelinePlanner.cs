using System.Globalization;
using System.Text;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>A step for each request, whose preview shows it, what it has to bring, and what would undo it.</summary>
internal static class PipelinePlanner
{
    /// <summary>The kind's word for what its steps do.</summary>
    public const string Request = "request";

    public static PlanDraft Plan(PlanContext context)
    {
        var input = PipelineInput.Parse(context.Input);
        var feedback = PipelineFeedback.Parse(context.Feedback, input);
        var known = input.Known();
        IReadOnlyList<PlanStep> steps = [.. input.Steps.Where(feedback.Takes).Select(step => StepOf(step, input, known))];
        var estimate = new Estimate
        {
            DurationSeconds = steps.Sum(step => step.Estimate?.DurationSeconds),
            BytesWritten = steps.Sum(step => step.Estimate?.BytesWritten),
        };
        return new PlanDraft(feedback.NotFollowed is { } rest ? FeedbackNotes.NotFollowed(steps, rest, PipelineFeedback.Allowed) : steps, estimate);
    }

    private static PlanStep StepOf(PipelineStep step, PipelineInput input, Variables known) => new()
    {
        Id = step.Id,
        Title = Shortened(RequestPreview.Line(step.Request, known)),
        Action = Request,
        Preview = Preview(step, known),
        Risk = RiskOf(step),
        DependsOn = StepNeeds.Of(step, input),
        // A second for each exchange is a rule of thumb; the body's size counts placeholders as they are.
        Estimate = new Estimate { DurationSeconds = 1, BytesWritten = SizeOf(step.Request.Body, known) },
    };

    /// <summary>Of the worst that the step may do: undoing it is part of what is approved.</summary>
    private static Risk RiskOf(PipelineStep step) => step.Compensate is { } undo
        ? (Risk)Math.Max((int)RiskOf(step.Request), (int)RiskOf(undo))
        : RiskOf(step.Request);

    private static Risk RiskOf(PipelineRequest request) =>
        request.IsSafe ? Risk.Read : request.Method == "DELETE" ? Risk.Destructive : Risk.Write;

    private static long SizeOf(ValueTemplate? body, Variables known) => body is null
        ? 0
        : body.IsText ? Encoding.UTF8.GetByteCount(body.ToText(known)) : body.ToJson(known).Length;

    private static string Preview(PipelineStep step, Variables known)
    {
        var text = new StringBuilder();
        RequestPreview.Append(text, step.Request, known);
        text.Append("expects: ").Append(step.Statuses.Count == 0 ? "a status from 200 to 299" : $"status {string.Join(" or ", step.Statuses)}");
        foreach (var (pointer, value) in step.Values)
        {
            text.Append("; ").Append(Place(pointer)).Append(" is ").Append(Encoding.UTF8.GetString(value.ToJson(known)));
        }

        text.Append('\n');
        if (step.Captures.Count > 0)
        {
            text.Append("captures: ").AppendJoin(", ", step.Captures.Select(capture =>
                $"{capture.Name} from {Place(capture.Pointer)}{(capture.IsSecret ? " (secret)" : "")}")).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"held to: {step.Timeout.TotalSeconds} s for each try; ")
            .Append(step.Retries == 0
                ? "no repeat"
                : string.Create(CultureInfo.InvariantCulture, $"at most {step.Retries} repeats, where there is no answer or it is 429, 502, 503 or 504, after 1 s, 2 s, 4 s and so on, or as Retry-After says, up to 60 s"))
            .Append(step.FollowsRedirects ? "; at most 5 redirects are followed, each to an allowed host" : "; redirects are not followed").Append('\n');
        if (step.Compensate is { } undo)
        {
            text.Append("if a later step fails, this undoes it:\n");
            RequestPreview.Append(text, undo, known);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Place(string pointer) => pointer.Length == 0 ? "the whole body" : RequestPreview.Visible(pointer);

    private static string Shortened(string line) => line.Length <= 120 ? line : line[..119] + "…";
}
