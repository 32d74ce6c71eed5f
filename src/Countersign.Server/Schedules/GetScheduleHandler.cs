using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

internal sealed class GetScheduleHandler(IDefinitionStore definitions) : ScheduleEndpointHandler(definitions)
{
    protected override Task<IResult> AnswerAsync(ApiRequest request, SavedSchedule schedule, CancellationToken cancellationToken) =>
        Task.FromResult(Answers.Json(schedule.Show(), ContractsJson.Default.Schedule));
}
