using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>A handler of one schedule's endpoint: finds the schedule first, and answers only for those who may see it.</summary>
internal abstract class ScheduleEndpointHandler(IDefinitionStore definitions) : IEndpointHandler
{
    protected IDefinitionStore Definitions { get; } = definitions;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var id = request.Route("schedule_id");
        return await Definitions.GetAsync(DefinitionSorts.Schedule, id, cancellationToken) is { } record && request.Caller.MayRead(record.Owner)
            ? await AnswerAsync(request, SavedSchedule.Of(record), cancellationToken)
            : Refusals.ScheduleNotFound(id);
    }

    /// <summary>Answers for a schedule that the caller may see, and change where the request is to change it.</summary>
    protected abstract Task<IResult> AnswerAsync(ApiRequest request, SavedSchedule schedule, CancellationToken cancellationToken);
}
