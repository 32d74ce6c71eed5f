using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Health;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Proof;
using Countersign.Contracts.Statistics;

namespace Countersign.Client.Service;

/// <summary>What the server is, and how it is.</summary>
public sealed class ServiceClient
{
    private const int Unavailable = 503;

    private readonly ApiSender _sender;

    internal ServiceClient(ApiSender sender) => _sender = sender;

    /// <summary>The kinds of jobs with their schemas, and the limits.</summary>
    public Task<Capabilities> GetCapabilitiesAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get("api/capabilities"), ContractsJson.Default.Capabilities, cancellationToken);

    /// <summary>How the parts are.</summary>
    public Task<HealthReport> GetHealthAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get("api/health"), ContractsJson.Default.HealthReport, cancellationToken);

    /// <summary>How the parts are, with what the process uses.</summary>
    public Task<HealthDetails> GetHealthDetailsAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get("api/health/status"), ContractsJson.Default.HealthDetails, cancellationToken);

    /// <summary>Whether requests should be sent here: <c>unhealthy</c>, too, is an answer and not an exception.</summary>
    public Task<HealthReport> GetReadinessAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get("api/health/ready") with { AlsoTaken = Unavailable }, ContractsJson.Default.HealthReport, cancellationToken);

    /// <summary>How busy the service is: process, disk, jobs and subscribers.</summary>
    public Task<ServiceStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get("api/stats"), ContractsJson.Default.ServiceStatistics, cancellationToken);

    /// <summary>The public keys of the proof signatures, newest first. To check a proof, have them by a way that you trust.</summary>
    public Task<JsonWebKeySet> GetKeysAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get("api/keys"), ContractsJson.Default.JsonWebKeySet, cancellationToken);
}
