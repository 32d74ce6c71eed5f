using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Schedules;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Tells when a schedule is due next.</summary>
internal sealed class GetScheduleTimesHandler(IDefinitionStore definitions, TimeProvider clock) : ScheduleEndpointHandler(definitions)
{
    private const int MostTimes = 100;

    protected override Task<IResult> AnswerAsync(ApiRequest request, SavedSchedule schedule, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var count = (int)fields.Integer("count", 5, 1, MostTimes);
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return Task.FromResult<IResult>(Refusals.Invalid(errors));
        }

        var times = new ScheduleTimes(ScheduleTimetable.Upcoming(schedule.Request, clock.GetUtcNow(), count));
        return Task.FromResult(Answers.Json(times, ContractsJson.Default.ScheduleTimes));
    }
}
