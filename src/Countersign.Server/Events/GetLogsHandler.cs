using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

internal sealed class GetLogsHandler(IJobStore jobs, IEventLog events) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (after, limit, refusal) = SeqPage.Read(request.Http);
        if (refusal is not null)
        {
            return refusal;
        }

        var entries = await events.ReadAsync(record.Job.JobId, after, limit, EventTypes.Log, cancellationToken);
        var lines = entries.Select(Line).ToArray();
        return Answers.Json(new LogPage(lines, lines.Length == 0 ? after : lines[^1].Seq), ContractsJson.Default.LogPage);
    }

    private static LogLine Line(JobEvent entry)
    {
        var data = entry.Data!.Value;
        var step = data.TryGetProperty("step", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
        return new LogLine(
            entry.Seq, entry.Timestamp, data.GetProperty("level").GetString()!, step, data.GetProperty("message").GetString()!);
    }
}
