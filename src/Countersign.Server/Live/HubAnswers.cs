using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Live;

/// <summary>What hub methods answer, the same in every host: who may ask, and what is sent to the one who asked.</summary>
internal sealed class HubAnswers(IJobStore jobs, IEventLog events)
{
    /// <summary>The most log lines that one call sends; the client asks again after the last.</summary>
    private const int MostLines = 1000;

    /// <summary>The job and the place in its log that a call names.</summary>
    /// <exception cref="HubCallException">The argument is no such thing, or there is no such job for this caller.</exception>
    public async Task<(JobRecord Job, long? After)> FindJobAsync(
        Caller caller, JsonElement? argument, string? afterField, CancellationToken cancellationToken)
    {
        var (id, after) = Require(HubArgument.Read(argument, "job_id", afterField));
        var record = await jobs.GetAsync(id, cancellationToken);

        // Someone else's job is as unknown as none.
        return record is not null && ApproverRules.MayRead(caller, record.Job)
            ? (record, after)
            : throw new HubCallException(Refusals.JobNotFound(id));
    }

    /// <summary>The task that a call names. Any name will do: a task is where jobs say that they belong.</summary>
    /// <exception cref="HubCallException">The argument is no such thing.</exception>
    public static HubArgument FindTask(JsonElement? argument) => Require(HubArgument.Read(argument, "task_id", "after_seq"));

    /// <summary>The job that is to be left; it need not exist any more.</summary>
    /// <exception cref="HubCallException">The argument is no such thing.</exception>
    public static string FindLeft(JsonElement? argument) => Require(HubArgument.Read(argument, "job_id", afterField: null)).Id;

    /// <summary>The job's stored log lines.</summary>
    /// <exception cref="HubCallException">There is no such job for this caller.</exception>
    public async Task<IReadOnlyList<HubMessage>> ReadLogsAsync(Caller caller, JsonElement? argument, CancellationToken cancellationToken)
    {
        var (record, after) = await FindJobAsync(caller, argument, "after", cancellationToken);
        var lines = await events.ReadAsync(record.Job.JobId, after ?? 0, MostLines, EventTypes.Log, cancellationToken);
        return [.. lines.Select(line => new HubMessage(line.Name, line))];
    }

    /// <summary>What a subscriber of a job gets before its events.</summary>
    public static IReadOnlyList<HubMessage> Greet(string connectionId, JobRecord record, long? after) =>
    [
        new(HubTargets.Connected, new HubSubscription(connectionId, record.Job.JobId, TaskId: null, after, record.LastSeq)),
        new(HubTargets.JobStatus, record.Job),
    ];

    /// <summary>What a subscriber of a task, or of everything, gets before its events.</summary>
    public static HubMessage Greet(string connectionId, string? taskId, long? after) =>
        new(HubTargets.Connected, new HubSubscription(connectionId, JobId: null, taskId, after, LastSeq: null));

    private static HubArgument Require((HubArgument? Argument, Refusal? Refusal) read) =>
        read.Argument ?? throw new HubCallException(read.Refusal!);
}
