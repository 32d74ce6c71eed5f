using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Schedules;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Lists the schedules that the caller may see.</summary>
internal sealed class ListSchedulesHandler(IDefinitionStore definitions) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var owner = fields.String("owner");
        var query = new DefinitionQuery
        {
            Sort = DefinitionSorts.Schedule,
            Owner = request.Caller.IsAdmin ? owner : request.Caller.User,
            Text = fields.String("q"),
            Skip = (int)fields.Integer("skip", 0, 0, int.MaxValue),
            Limit = (int)fields.Integer("limit", ListJobsHandler.DefaultPageSize, 1, ListJobsHandler.MaxPageSize),
        };
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var page = await definitions.ListAsync(query, cancellationToken);
        var list = new ScheduleList([.. page.Items.Select(record => SavedSchedule.Of(record).Show())], page.Total);
        return Answers.Json(list, ContractsJson.Default.ScheduleList);
    }
}
