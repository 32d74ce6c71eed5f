using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Watch;

/// <summary>Makes jobs of documents, and answers of jobs. Every step may be repeated after a crash, to the same effect.</summary>
internal sealed class DocumentDesk(
    WatchOptions options,
    LimitsOptions limits,
    ApiKeys users,
    FileRequests requests,
    IJobStore jobs,
    IEventLog events,
    ILogger<DocumentDesk> logger)
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(5);

    /// <summary>Signals wake a wait; this bounds how long a lost one matters.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Whose the jobs are. The options' check sees to it that the name is somebody's, or that nobody has to be named.</summary>
    private readonly Caller _owner = users.FindUser(options.WatchOwner) ?? Caller.Local;

    /// <summary>Submits a document that was taken.</summary>
    /// <returns>
    /// Its job, where it has one to be waited for; and how long to wait before it, and those behind it, are tried again, where the server
    /// cannot take it now. Neither when the document was rejected or is gone.
    /// </returns>
    public async Task<(JobTicket? Ticket, TimeSpan? TryAgainIn)> SubmitAsync(WatchedFolder folder, string name, CancellationToken cancellationToken)
    {
        if (folder.ReadTicket(name) is { } noted)
        {
            return (noted, null);
        }

        if (!folder.IsTaken(name))
        {
            return (null, null);
        }

        var (content, refusal) = await ReadAsync(folder, name, cancellationToken);
        var isOlder = refusal is null && DocumentShape.IsOlder(content);
        var answer = refusal is null
            ? await requests.SubmitAsync(_owner, name, content, isOlder, cancellationToken)
            : await requests.RefuseAsync(refusal);
        if (answer.IsForLater)
        {
            return (null, answer.RetryAfter ?? SoonAgain);
        }

        if (answer.Status >= 300)
        {
            folder.Reject(name, answer.Body);
            logger.DocumentRejected(name, answer.Status);
            return (null, null);
        }

        var ticket = DocumentShape.TicketOf(answer, isOlder);
        folder.WriteTicket(name, ticket);
        logger.DocumentTaken(name, ticket.JobId);
        return (ticket, null);
    }

    /// <summary>Waits until the job has ended, however long people take to decide on it, and answers the document.</summary>
    public async Task AnswerAsync(WatchedFolder folder, string name, JobTicket ticket, CancellationToken cancellationToken)
    {
        while (await jobs.GetAsync(ticket.JobId, cancellationToken) is { } record && record.WakeUp != WakeUp.Remove && !record.Job.Status.IsFinal())
        {
            await events.WaitAsync(ticket.JobId, record.LastSeq, LongestWait, cancellationToken);
        }

        // A job that was removed meanwhile is answered as the API does: there is none.
        var answer = await requests.ReadResultAsync(_owner, name, ticket, cancellationToken);
        if (answer.IsForLater)
        {
            throw new StoreUnavailableException("The result could not be read.", new IOException("The store does not answer."));
        }

        if (folder.IsTaken(name))
        {
            folder.Answer(name, answer.Body);
        }
        else
        {
            folder.Forget(name);
        }
    }

    private async Task<(ReadOnlyMemory<byte> Content, Refusal? Refusal)> ReadAsync(WatchedFolder folder, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = folder.OpenTaken(name);
            if (file is null)
            {
                return (default, Refusals.Invalid("body", "is a link or no file; allowed is a regular file, which is read as it is."));
            }

            // One byte more than is allowed tells that there are too many, whatever the length says meanwhile.
            var buffer = new byte[Math.Min(file.Length, limits.MaxBodyBytes) + 1];
            var read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return read > limits.MaxBodyBytes ? (default, Refusals.BodyTooLarge(limits.MaxBodyBytes)) : (buffer.AsMemory(0, read), null);
        }
        catch (UnauthorizedAccessException)
        {
            return (default, Refusals.Invalid("body", "cannot be read: the server has no permission; allowed is a file that its user may read."));
        }
    }
}
