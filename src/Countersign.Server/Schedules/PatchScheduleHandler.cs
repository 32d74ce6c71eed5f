using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Changes what the body names. Runs that there are stay as they are.</summary>
internal sealed class PatchScheduleHandler(
    JsonBody body, ScheduleBody fields, IDefinitionStore definitions, ScheduleSignal signal, TimeProvider clock)
    : ScheduleChangeHandler(definitions, signal, clock)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedSchedule schedule, CancellationToken cancellationToken)
    {
        var (patch, refusal) = await body.ReadAsync(request.Http, fields.ReadPatch, cancellationToken);
        return patch is null
            ? refusal!
            : await ChangeAsync(request, schedule, before => ScheduleBody.Merge(before, patch), cancellationToken);
    }
}
