using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Lets a paused schedule run again, from now on.</summary>
internal sealed class ResumeScheduleHandler(IDefinitionStore definitions, ScheduleSignal signal, TimeProvider clock)
    : ScheduleChangeHandler(definitions, signal, clock)
{
    protected override Task<IResult> AnswerAsync(ApiRequest request, SavedSchedule schedule, CancellationToken cancellationToken) =>
        ChangeAsync(request, schedule, before => (before.Enabled ?? true) == true ? before : before with { Enabled = true }, cancellationToken);
}
