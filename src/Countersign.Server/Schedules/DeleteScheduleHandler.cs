using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Removes a schedule. Its runs stay.</summary>
internal sealed class DeleteScheduleHandler(IDefinitionStore definitions) : ScheduleEndpointHandler(definitions)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedSchedule schedule, CancellationToken cancellationToken) =>
        await Definitions.DeleteAsync(DefinitionSorts.Schedule, schedule.ScheduleId, cancellationToken)
            ? Results.NoContent()
            : Refusals.ScheduleNotFound(schedule.ScheduleId);
}
