using Countersign.Contracts.Errors;

namespace Countersign.Server.Activities;

/// <summary>Tells a kind's failures from those of the server's own parts.</summary>
internal static class WorkErrors
{
    /// <summary>
    /// Whether the exception came out of a kind's work. What a store throws is left to the orchestration's retry policy, which
    /// calls the activity again.
    /// </summary>
    public static bool AreTheKinds(Exception exception) => exception is WorkFailedException or KindException;
}
