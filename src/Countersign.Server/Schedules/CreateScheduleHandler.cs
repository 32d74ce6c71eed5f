using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Saves a new schedule.</summary>
internal sealed class CreateScheduleHandler(
    JsonBody body, ScheduleBody fields, IDefinitionStore definitions, ScheduleSignal signal, TimeProvider clock) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (content, refusal) = await body.ReadAsync(request.Http, fields.ReadNew, cancellationToken);
        if (content is null)
        {
            return refusal!;
        }

        var id = content.ScheduleId ?? TimeOrderedId.New(clock);
        var now = WholeMilliseconds.Of(clock.GetUtcNow());
        var record = SavedSchedule.WithContent(
            DefinitionRecord.New(DefinitionSorts.Schedule, id, request.Caller.User, content.Name!, now),
            new StoredSchedule { Request = content, Roles = request.Caller.Roles },
            ScheduleTimetable.Next(content, now));
        if (await definitions.TryCreateAsync(record, cancellationToken) is not null)
        {
            return Refusals.ScheduleExists(id);
        }

        signal.Set();
        request.Http.HttpContext.Response.Headers.Location = $"/api/schedules/{id}";
        return Answers.Json(SavedSchedule.Of(record).Show(), ContractsJson.Default.Schedule, StatusCodes.Status201Created);
    }
}
