using System.Text.Json.Serialization;

namespace Countersign.Contracts.Jobs;

/// <summary>Paths of a job's parts, relative to the server's address.</summary>
public sealed class JobLinks(string jobId)
{
    [JsonIgnore]
    public string JobId { get; } = jobId;

    public string Self => $"/api/jobs/{JobId}";

    public string Analysis => $"{Self}/analysis";

    public string Plan => $"{Self}/plan";

    public string Approve => $"{Self}/approve";

    public string Events => $"{Self}/events";

    public string Logs => $"{Self}/logs";

    public string Steps => $"{Self}/steps";

    public string Artifacts => $"{Self}/artifacts";

    public string Result => $"{Self}/result";

    public string Audit => $"{Self}/audit";

    public string Proof => $"{Self}/proof";

    public string Status => $"/api/instances/{JobId}";
}
