namespace Countersign.Server.Activities;

/// <summary>The job reached a final status while its work was running; what the work did not report yet is dropped.</summary>
internal sealed class JobEndedException : Exception;
