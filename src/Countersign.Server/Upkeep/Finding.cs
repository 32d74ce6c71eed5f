using Countersign.Contracts.Upkeep;

namespace Countersign.Server.Upkeep;

/// <summary>Something that is not as it should be, with what names it to the repair.</summary>
/// <param name="Name">One of <see cref="DoctorFindings"/>.</param>
/// <param name="JobId">The job; null where it is about none.</param>
/// <param name="Subject">What is to be mended: the job, the instance, the bytes or the folder.</param>
/// <param name="Detail">For people.</param>
/// <param name="Repairable">Whether <see cref="Repairs"/> mends it.</param>
internal sealed record Finding(string Name, string? JobId, string Subject, string Detail, bool Repairable = true)
{
    /// <summary>A finding about a job.</summary>
    public static Finding OfJob(string name, string jobId, string detail, bool repairable = true) => new(name, jobId, jobId, detail, repairable);

    public DoctorFinding Show() => new(Name, JobId, Detail, Repairable);
}
