using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Schedules;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>A handler that changes a schedule.</summary>
internal abstract class ScheduleChangeHandler(IDefinitionStore definitions, ScheduleSignal signal, TimeProvider clock) : ScheduleEndpointHandler(definitions)
{
    /// <summary>Changes the schedule, checked as a whole on the state that it changes, and answers with what it is now.</summary>
    protected async Task<IResult> ChangeAsync(
        ApiRequest request, SavedSchedule schedule, Func<ScheduleRequest, ScheduleRequest> change, CancellationToken cancellationToken)
    {
        var now = WholeMilliseconds.Of(clock.GetUtcNow());
        var errors = new FieldErrors();
        var changed = await Definitions.UpdateAsync(
            DefinitionSorts.Schedule,
            schedule.ScheduleId,
            found =>
            {
                errors = new FieldErrors();
                var content = SavedSchedule.Of(found).Content;
                var wanted = change(content.Request);
                ScheduleBody.Check(wanted, errors);
                return errors.IsEmpty ? Changed(found, content, wanted, request, now) : found;
            },
            cancellationToken);
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        signal.Set();
        return changed is null
            ? Refusals.ScheduleNotFound(schedule.ScheduleId)
            : Answers.Json(SavedSchedule.Of(changed).Show(), ContractsJson.Default.Schedule);
    }

    private static DefinitionRecord Changed(
        DefinitionRecord found, StoredSchedule content, ScheduleRequest wanted, ApiRequest request, DateTimeOffset now)
    {
        var before = content.Request;
        var isSameTime = (before.Cron, before.TimeZone, before.At, before.Enabled) == (wanted.Cron, wanted.TimeZone, wanted.At, wanted.Enabled);

        // Somebody else who changes it lends it nothing: its runs are the owner's.
        var roles = request.Caller.Owns(found.Owner) ? request.Caller.Roles : content.Roles;
        var dueAt = isSameTime ? found.DueAt : ScheduleTimetable.Next(wanted, now);
        return SavedSchedule.WithContent(found, content with { Request = wanted, Roles = roles }, dueAt) with { UpdatedAt = now };
    }
}
