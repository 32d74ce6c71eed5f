namespace Countersign.Kinds.ProjectGenerate.Job;

/// <summary>What steps do and are called.</summary>
internal static class GenerationSteps
{
    public const string Write = "write";
    public const string Check = "check";
    public const string Archive = "archive";

    /// <summary>A step's identifier: the action, and the part where there are several.</summary>
    public static string Id(string action, string part, bool hasParts) => hasParts ? $"{action}-{(part.Length == 0 ? "project" : part)}" : action;
}
