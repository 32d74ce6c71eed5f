using System.Text.Json;
using Countersign.Cli.Terminal;
using Countersign.Client;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;

namespace Countersign.Cli.Run;

/// <summary>One job from submission to report, as a person lives through it.</summary>
internal sealed class JobRun(RunOptions options, Person person, CountersignClient client)
{
    /// <summary>Runs the job and returns the process's exit code.</summary>
    public static Task<int> RunAsync(RunOptions options, Person person, CancellationToken cancellationToken) =>
        RunAsync(options, person, TimeProvider.System, cancellationToken);

    /// <summary>Runs the job on a clock and returns the process's exit code.</summary>
    public static async Task<int> RunAsync(RunOptions options, Person person, TimeProvider clock, CancellationToken cancellationToken)
    {
        JobInput.Check(options);
        if (!options.Approve && !person.CanAnswer && options.Wait != TimeSpan.Zero)
        {
            throw new UsageException(
                "Nobody can be asked: standard input is not a terminal. Give --approve to approve the plan unseen, or run the command in a terminal.");
        }

        await using var server = await ServerAccess.OpenAsync(options, cancellationToken);
        using var client = new CountersignClient(server.ToClientOptions(clock));
        return await new JobRun(options, person, client).RunAsync(clock, cancellationToken);
    }

    private async Task<int> RunAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var jobId = await SubmitAsync(cancellationToken);
        if (options.Wait == TimeSpan.Zero)
        {
            return Leave(jobId, "Not waiting");
        }

        using var elapsed = options.Wait is { } wait ? new CancellationTokenSource(wait, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(elapsed.Token, cancellationToken);
        try
        {
            return await FollowAsync(jobId, either.Token);
        }
        catch (OperationCanceledException)
        {
            person.Say("");
            return Leave(jobId, cancellationToken.IsCancellationRequested ? "Stopped" : "The time given by --wait is over");
        }
        catch (Exception exception) when (Errors.Explain(exception) is { Lines: var lines })
        {
            // The job exists; that the command cannot go on says nothing about it.
            Errors.Write(lines);
            return Leave(jobId, "The command gives up");
        }
    }

    private async Task<string> SubmitAsync(CancellationToken cancellationToken)
    {
        var request = new SubmitJobRequest
        {
            Kind = options.Kind,
            Input = await new JobInput(options, person, client).CreateAsync(cancellationToken),
            Name = options.Name,
            JobId = options.JobId,
            Approval = options.TimeoutSeconds is { } seconds ? new ApprovalRequest { TimeoutSeconds = seconds } : null,
        };
        var job = await client.Jobs.SubmitAsync(request, cancellationToken: cancellationToken);
        person.Say($"Job {job.JobId}: {job.Name}");
        return job.JobId;
    }

    private async Task<int> FollowAsync(string jobId, CancellationToken cancellationToken)
    {
        await using var events = new EventFeed(client.Events.FollowAsync(jobId, cancellationToken: cancellationToken), cancellationToken);
        var gate = new PlanGate(options, person, client, events, jobId);
        var progress = new ProgressView(person, events);
        while (await progress.ShowUntilAsync(PlanGate.Concerns) is { } entry)
        {
            await gate.HandleAsync(entry, cancellationToken);
        }

        return await ReportAsync(jobId, gate.ApprovedHash, cancellationToken);
    }

    private async Task<int> ReportAsync(string jobId, string? approvedHash, CancellationToken cancellationToken)
    {
        var document = await client.Jobs.GetResultDocumentAsync(jobId, cancellationToken);
        if (options.Json)
        {
            ResultView.Print(person, document);
        }

        var result = document.Deserialize(ContractsJson.Default.JobResult)!;
        ResultView.Show(person, result, approvedHash, withDocument: !options.Json);
        return ExitCodes.Of(result.Status);
    }

    private int Leave(string jobId, string why)
    {
        JobElsewhere.Show(person, options, client.Address, jobId, why);
        return ExitCodes.StillWaiting;
    }
}
