using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Keeps a schedule from running. What would have been due meanwhile does not happen.</summary>
internal sealed class PauseScheduleHandler(IDefinitionStore definitions, ScheduleSignal signal, TimeProvider clock)
    : ScheduleChangeHandler(definitions, signal, clock)
{
    protected override Task<IResult> AnswerAsync(ApiRequest request, SavedSchedule schedule, CancellationToken cancellationToken) =>
        ChangeAsync(request, schedule, before => (before.Enabled ?? true) == false ? before : before with { Enabled = false }, cancellationToken);
}
