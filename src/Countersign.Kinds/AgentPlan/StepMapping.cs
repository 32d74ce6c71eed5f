using System.Text;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds.AgentPlan;

/// <summary>
/// A kind's own step as a step of the whole plan, and back. What is added says which job it belongs to and binds that job's input;
/// all else is the kind's, word for word, so that what was approved is what the kind is handed.
/// </summary>
internal static class StepMapping
{
    private const int LongestInput = 8_000;

    public static PlanStep ToOuter(PlannedJob job, PlanStep step) => step with
    {
        Id = IdPrefix(job) + step.Id,
        Title = TitlePrefix(job) + step.Title,
        Action = ActionPrefix(job) + step.Action,
        Preview = Head(job) + step.Preview,
        DependsOn = [.. step.DependsOn.Select(id => IdPrefix(job) + id)],
    };

    /// <exception cref="WorkFailedException"><c>plan_invalid</c>: the step is none of this job with this input.</exception>
    public static PlanStep ToInner(PlannedJob job, PlanStep step) => step with
    {
        Id = Strip(step, step.Id, IdPrefix(job)),
        Title = Strip(step, step.Title, TitlePrefix(job)),
        Action = Strip(step, step.Action, ActionPrefix(job)),
        Preview = Strip(step, step.Preview, Head(job)),
        DependsOn = [.. step.DependsOn.Select(id => Strip(step, id, IdPrefix(job)))],
    };

    public static bool IsOf(PlannedJob job, string stepId) => stepId.StartsWith(IdPrefix(job), StringComparison.Ordinal);

    public static string IdPrefix(PlannedJob job) => job.Part + "-";

    /// <summary>The job's whole input as the plan shows it; a very long one only by its digest, and then it stands in the analysis.</summary>
    public static string InputText(PlannedJob job)
    {
        var text = Encoding.UTF8.GetString(CanonicalJson.Serialize(job.Input));
        return text.Length <= LongestInput ? text : $"(long: see the analysis, jobs with number {job.Part})";
    }

    private static string TitlePrefix(PlannedJob job) => $"{job.Kind}: ";

    private static string ActionPrefix(PlannedJob job) => $"{job.Kind}/";

    private static string Head(PlannedJob job) => $"# job {job.Part}: {job.Kind}, input {job.InputDigest}\n# {InputText(job)}\n";

    private static string Strip(PlanStep step, string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal)
        ? text[prefix.Length..]
        : throw new WorkFailedException(ErrorCodes.PlanInvalid, $"Step '{step.Id}' is not one of the job and input that it names.");
}
