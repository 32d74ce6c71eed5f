using Countersign.Contracts.Errors;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>Lists definitions of one sort: the caller's own, for administrators everybody's or one owner's.</summary>
internal abstract class ListOwnDefinitionsHandler(IDefinitionStore definitions, string sort) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var owner = fields.String("owner");
        var query = new DefinitionQuery
        {
            Sort = sort,
            Owner = request.Caller.IsAdmin ? owner : request.Caller.User,
            Text = fields.String("q"),
            Skip = fields.Skip(),
            Limit = fields.Limit(),
        };
        fields.RefuseOthers();
        return errors.IsEmpty
            ? await AnswerAsync(await definitions.ListAsync(query, cancellationToken), cancellationToken)
            : Refusals.Invalid(errors);
    }

    protected abstract Task<IResult> AnswerAsync(DefinitionPage page, CancellationToken cancellationToken);
}
