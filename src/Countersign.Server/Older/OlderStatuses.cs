using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Older;

/// <summary>Statuses folded to those that the older services had.</summary>
internal static class OlderStatuses
{
    /// <summary>As builds and analyses show it.</summary>
    public static string Fold(JobStatus status) => status == JobStatus.Timeout ? "failed" : FoldRun(status);

    /// <summary>As runs show it: they knew a plan that nobody approved in time.</summary>
    public static string FoldRun(JobStatus status) => status switch
    {
        JobStatus.AwaitingApproval or JobStatus.Paused => "running",
        JobStatus.Rejected => "cancelled",
        _ => SnakeCase.NameOf(status),
    };

    /// <summary>As job documents show it.</summary>
    public static string FoldDocument(JobStatus status) => status switch
    {
        JobStatus.Pending => "submitted",
        JobStatus.Running or JobStatus.AwaitingApproval or JobStatus.Paused => "assigned",
        JobStatus.Completed => "completed",
        _ => "failed",
    };

    /// <summary>The statuses that are shown under a name; none for a name that none is shown under.</summary>
    public static IReadOnlyList<JobStatus> Under(string name, Func<JobStatus, string> fold) =>
        [.. Enum.GetValues<JobStatus>().Where(status => fold(status) == name)];

    /// <summary>Every name that statuses are shown under.</summary>
    public static string NamesOf(Func<JobStatus, string> fold) =>
        string.Join(", ", Enum.GetValues<JobStatus>().Select(fold).Distinct());
}
