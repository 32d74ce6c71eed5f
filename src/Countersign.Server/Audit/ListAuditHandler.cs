using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Proof;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Audit;

internal sealed class ListAuditHandler(IAuditLog log) : IEndpointHandler
{
    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var cursor = fields.String("cursor", maxLength: 400);
        var limit = (int)fields.Integer("limit", DefaultPageSize, 1, MaxPageSize);
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        try
        {
            var page = await log.ListAsync(cursor, limit, cancellationToken);
            return Answers.Json(
                new AuditListing([.. page.Items.Select(item => AuditRows.Of(item.JobId, item.Entry))], page.NextCursor),
                ContractsJson.Default.AuditListing);
        }
        catch (InvalidCursorException exception)
        {
            return Refusals.Invalid("cursor", exception.Message);
        }
    }
}
