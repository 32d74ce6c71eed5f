using Countersign.Contracts;
using Countersign.Contracts.Schedules;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Schedules;

/// <summary>Lists the schedules that the caller may see.</summary>
internal sealed class ListSchedulesHandler(IDefinitionStore definitions) : ListOwnDefinitionsHandler(definitions, DefinitionSorts.Schedule)
{
    protected override Task<IResult> AnswerAsync(DefinitionPage page, CancellationToken cancellationToken)
    {
        var list = new ScheduleList([.. page.Items.Select(record => SavedSchedule.Of(record).Show())], page.Total);
        return Task.FromResult(Answers.Json(list, ContractsJson.Default.ScheduleList));
    }
}
