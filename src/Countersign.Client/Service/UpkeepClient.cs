using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Upkeep;

namespace Countersign.Client.Service;

/// <summary>What is not as it should be, its repair, and the removal of jobs; for administrators.</summary>
public sealed class UpkeepClient
{
    private readonly ApiSender _sender;

    internal UpkeepClient(ApiSender sender) => _sender = sender;

    /// <summary>Looks for what is not as it should be. The server reads everything, for at most 25 seconds.</summary>
    public Task<DoctorReport> ExamineAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get("api/admin/doctor"), ContractsJson.Default.DoctorReport, cancellationToken);

    /// <summary>Submits the job that mends what can be mended.</summary>
    /// <param name="idempotencyKey">A repeat with the same key answers with the same job; null for a new one each time.</param>
    /// <param name="cancellationToken">Stops waiting; the job may have been accepted.</param>
    public Task<Job> RepairAsync(string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Post("api/admin/doctor/repair").WithKey(idempotencyKey), ContractsJson.Default.Job, cancellationToken);

    /// <summary>Submits the job that removes jobs which ended before an instant.</summary>
    /// <param name="request">Which jobs.</param>
    /// <param name="idempotencyKey">A repeat with the same key answers with the same job; null for a new one each time.</param>
    /// <param name="cancellationToken">Stops waiting; the job may have been accepted.</param>
    public Task<Job> PurgeAsync(PurgeRequest request, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(
            Requests.Post("api/admin/purge", request, Requests.Json.PurgeRequest).WithKey(idempotencyKey), ContractsJson.Default.Job, cancellationToken);
}
