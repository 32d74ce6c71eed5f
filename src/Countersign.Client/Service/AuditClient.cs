using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Proof;

namespace Countersign.Client.Service;

/// <summary>The audit rows of all jobs and of the host; for administrators. Those of one job are with the jobs.</summary>
public sealed class AuditClient
{
    private const string Route = "api/admin/audit";
    private const int RowsOfAPage = 1000;

    private readonly ApiSender _sender;

    internal AuditClient(ApiSender sender) => _sender = sender;

    /// <summary>Every row, page after page as they are read; each chain's rows in their order.</summary>
    public IAsyncEnumerable<AuditRow> ListAsync(CancellationToken cancellationToken = default) => Pages.FollowAsync(
        async (cursor, token) =>
        {
            var path = ApiPath.WithQuery(Route, ("limit", ApiPath.Number(RowsOfAPage)), ("cursor", cursor));
            var page = await _sender.SendAsync(Requests.Get(path), ContractsJson.Default.AuditListing, token).ConfigureAwait(false);
            return (page.Items, page.NextCursor);
        },
        cancellationToken);

    /// <summary>Lets the server check every row. Takes seconds for each hundred thousand rows.</summary>
    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Requests.Get(Route + "/verify"), ContractsJson.Default.AuditVerification, cancellationToken);
}
