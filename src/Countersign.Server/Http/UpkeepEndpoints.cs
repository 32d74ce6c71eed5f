using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Upkeep;
using Countersign.Server.Upkeep;

namespace Countersign.Server.Http;

/// <summary>The doctor, its repairs, and the removal of jobs; for administrators.</summary>
public static class UpkeepEndpoints
{
    private const string Tag = "upkeep";
    private const string Accepted = "Accepted; Location says where to ask after the job, whose result tells what it did.";
    private static readonly EndpointProblem AdminOnly = new(403, ErrorCodes.AdminOnly);
    private static readonly EndpointParameter Key = new("Idempotency-Key", "A repeat with the same key answers with the same job; at most 200 characters.", In: "header");

    public static Endpoint Doctor { get; } = new()
    {
        Name = "GetDoctor",
        Method = "GET",
        Route = "api/admin/doctor",
        Tag = Tag,
        Summary = "Look for what is not as it should be; for administrators. Reads everything, for at most 25 seconds.",
        Handler = typeof(GetDoctorHandler),
        Scope = EndpointScope.Admin,
        PerMinute = 10,
        Responses = [new(200, typeof(DoctorReport), "What was found; empty when all is well.")],
        Problems = [AdminOnly],
    };

    public static Endpoint Repair { get; } = new()
    {
        Name = "RepairFindings",
        Method = "POST",
        Route = "api/admin/doctor/repair",
        Tag = Tag,
        Summary = "Submit the job that mends what the doctor finds and can mend; for administrators.",
        Handler = typeof(RepairHandler),
        Scope = EndpointScope.Admin,
        CreatesJob = true,
        Parameters = [Key],
        Responses = [new(202, typeof(Job), Accepted)],
        Problems = [new(400, ErrorCodes.InvalidRequest), AdminOnly, new(409, ErrorCodes.JobExists)],
    };

    public static Endpoint Purge { get; } = new()
    {
        Name = "PurgeJobs",
        Method = "POST",
        Route = "api/admin/purge",
        Tag = Tag,
        Summary = "Submit the job that removes jobs which ended before an instant; for administrators.",
        Handler = typeof(PurgeHandler),
        Scope = EndpointScope.Admin,
        CreatesJob = true,
        RequestType = typeof(PurgeRequest),
        Parameters = [Key],
        Responses = [new(202, typeof(Job), Accepted)],
        Problems = [.. EndpointParts.BodyProblems, AdminOnly, new(409, ErrorCodes.JobExists)],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Doctor, Repair, Purge];
}
