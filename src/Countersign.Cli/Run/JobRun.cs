using System.Text.Json;
using Countersign.Cli.Api;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;

namespace Countersign.Cli.Run;

/// <summary>One job from submission to report, as a person lives through it.</summary>
internal sealed class JobRun(RunOptions options, Person person, CountersignApi api)
{
    /// <summary>Runs the job and returns the process's exit code.</summary>
    public static async Task<int> RunAsync(RunOptions options, Person person, CancellationToken cancellationToken)
    {
        if (!options.Approve && person.Answers is null)
        {
            throw new UsageException(
                "Nobody can be asked: standard input is not a terminal. Give --approve to approve the plan unseen, or run the command in a terminal.");
        }

        JobInput.Check(options);
        await using var server = await ServerAccess.OpenAsync(options, cancellationToken);
        using var api = new CountersignApi(server.Address);
        return await new JobRun(options, person, api).RunAsync(cancellationToken);
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string? jobId = null;
        try
        {
            jobId = await SubmitAsync(cancellationToken);
            var seen = await ShowUntilHeldAsync(jobId, cancellationToken);
            await ProgressView.ShowAsync(person, new EventFollower(api, TimeProvider.System).FollowAsync(jobId, seen, cancellationToken));
            return await ReportAsync(jobId, cancellationToken);
        }
        catch (OperationCanceledException) when (jobId is not null)
        {
            person.Say("");
            person.Say(options.Server is null
                ? $"Stopped while job {jobId} was going on. 'countersign up --data {options.DataFolder}' goes on with it."
                : $"Stopped looking; job {jobId} goes on. See {new Uri(options.Server, $"api/jobs/{jobId}")}");
            return ExitCodes.StillWaiting;
        }
    }

    private async Task<string> SubmitAsync(CancellationToken cancellationToken)
    {
        var request = new SubmitJobRequest
        {
            Kind = options.Kind,
            Input = await JobInput.CreateAsync(options, api, cancellationToken),
            Name = options.Name,
            JobId = options.JobId,
            Approval = options.TimeoutSeconds is { } seconds ? new ApprovalRequest { TimeoutSeconds = seconds } : null,
        };
        var job = await api.SubmitAsync(request, cancellationToken);
        person.Say($"Job {job.JobId}: {job.Name}");
        return job.JobId;
    }

    /// <summary>Follows the job to its gate, shows what it wants to do, and answers; returns the last event seen.</summary>
    private async Task<long> ShowUntilHeldAsync(string jobId, CancellationToken cancellationToken)
    {
        var seen = 0L;
        await foreach (var entry in new EventFollower(api, TimeProvider.System).FollowAsync(jobId, 0, cancellationToken))
        {
            seen = entry.Seq;
            if (entry.Type == EventTypes.Log)
            {
                ProgressView.ShowLine(person, entry);
            }
            else if (entry.Type == EventTypes.PlanReady)
            {
                AnalysisView.Show(person, await api.GetAnalysisAsync(jobId, cancellationToken));
            }
            else if (entry.Type == EventTypes.ApprovalRequired)
            {
                await DecideAsync(jobId, cancellationToken);
                return seen;
            }
            else if (entry.Type == EventTypes.StepStarted)
            {
                return seen - 1;
            }
        }

        return seen;
    }

    private async Task DecideAsync(string jobId, CancellationToken cancellationToken)
    {
        var plan = await api.GetPlanAsync(jobId, cancellationToken);
        PlanView.Show(person, plan);
        var approved = options.Approve || await person.AskAsync("Approve this plan?", cancellationToken);
        try
        {
            await api.DecideAsync(jobId, new DecisionRequest { Approved = approved, PlanHash = plan.Hash }, cancellationToken);
        }
        catch (ApiException exception) when (exception.Status == 409)
        {
            // Somebody else decided, or the time was up: the events tell how it went on.
            person.Say(exception.Message);
        }
    }

    private async Task<int> ReportAsync(string jobId, CancellationToken cancellationToken)
    {
        var result = await api.GetResultAsync(jobId, cancellationToken);
        if (options.Json)
        {
            person.Result.WriteLine(JsonSerializer.Serialize(result, ContractsJson.Default.JobResult));
        }

        ResultView.Show(person, result, withDocument: !options.Json);
        return result.Status switch
        {
            JobStatus.Completed => ExitCodes.Completed,
            JobStatus.Rejected => ExitCodes.Rejected,
            JobStatus.Timeout => ExitCodes.TimedOut,
            _ => ExitCodes.Failed,
        };
    }
}
