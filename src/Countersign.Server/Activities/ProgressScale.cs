namespace Countersign.Server.Activities;

/// <summary>Which part of a job's progress, in per cent, belongs to which stage.</summary>
internal static class ProgressScale
{
    public const double Start = 0;
    public const double Analyzed = 10;
    public const double Done = 100;

    /// <summary>The progress at which a step of a plan starts.</summary>
    /// <param name="index">0 for the first step; the number of steps for the end.</param>
    /// <param name="count">How many steps the plan has.</param>
    public static double StepStart(int index, int count) => Analyzed + ((Done - Analyzed) * index / count);
}
