namespace Countersign.Kinds;

/// <summary>Why a plan cannot be run as it stands.</summary>
/// <param name="Step">The step at fault; null when it is the plan as a whole.</param>
/// <param name="Reason">What is wrong and what is allowed; a sentence that follows the step's name.</param>
public sealed record StepProblem(string? Step, string Reason)
{
    public override string ToString() => Step is null ? Reason : $"step '{Step}' {Reason}";
}
