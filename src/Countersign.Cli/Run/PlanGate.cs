using Countersign.Cli.Terminal;
using Countersign.Client;
using Countersign.Client.Errors;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Cli.Run;

/// <summary>Shows the plan and answers for it, by the hash of exactly what was shown.</summary>
internal sealed class PlanGate(RunOptions options, Person person, CountersignClient client, EventFeed events, string jobId)
{
    private bool _analysisIsShown;
    private bool _helpIsShown;
    private Plan? _shown;

    /// <summary>The hash that this command approved; null when it approved none.</summary>
    public string? ApprovedHash { get; private set; }

    /// <summary>Whether an event is one that <see cref="HandleAsync"/> answers.</summary>
    public static bool Concerns(JobEvent entry) => entry.Type is EventTypes.PlanReady or EventTypes.PlanRevised or EventTypes.ApprovalRequired or EventTypes.Resumed;

    /// <summary>Shows what there is to decide on and, when the plan is held, decides.</summary>
    public async Task HandleAsync(JobEvent entry, CancellationToken cancellationToken)
    {
        if (entry.Type is EventTypes.PlanReady or EventTypes.PlanRevised)
        {
            await ShowAsync(cancellationToken);
        }
        else if (await IsOpenAsync(cancellationToken))
        {
            await DecideAsync(cancellationToken);
        }
    }

    private static bool Closes(JobEvent entry) =>
        EventTypes.EndsStream(entry.Type) || entry.Type is EventTypes.Approved or EventTypes.PlanReady or EventTypes.PlanRevised or EventTypes.Paused or EventTypes.StepStarted;

    /// <summary>An event tells of the past: on a job that existed before this command, the gate may be closed long since.</summary>
    private async Task<bool> IsOpenAsync(CancellationToken cancellationToken)
    {
        var job = await client.Jobs.GetAsync(jobId, cancellationToken);
        return job.Status == JobStatus.AwaitingApproval && job.Approval.Decision is null;
    }

    private async Task<Plan> ShowAsync(CancellationToken cancellationToken)
    {
        if (!_analysisIsShown)
        {
            AnalysisView.Show(person, await client.Jobs.GetAnalysisAsync(jobId, cancellationToken));
            _analysisIsShown = true;
        }

        var plan = await client.Plans.GetAsync(jobId, cancellationToken);
        if (plan.Hash != _shown?.Hash)
        {
            PlanView.Show(person, plan);
            _shown = plan;
        }

        return plan;
    }

    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var plan = await ShowAsync(cancellationToken);
            if (!PlanHash.Matches(jobId, options.Kind, plan))
            {
                throw new ContradictionException(client.Address, "The plan's hash is not the hash of the plan that is shown; nothing was approved.");
            }

            if ((options.Approve ? new GateReply(true) : await AskAsync(cancellationToken)) is not { } reply)
            {
                return;
            }

            if (await TryDecideAsync(plan, reply, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Sends the decision; false when there is something to decide still: another plan, or the same one where a step cannot be left out.</summary>
    private async Task<bool> TryDecideAsync(Plan plan, GateReply reply, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client.Approvals.DecideAsync(
                jobId,
                new DecisionRequest
                {
                    Approved = reply.Approved,
                    PlanHash = plan.Hash,
                    Exclude = reply.Exclude,
                    Replan = reply.Wish is null ? null : true,
                    Feedback = reply.Wish,
                },
                cancellationToken: cancellationToken);
            ApprovedHash = reply.Approved ? plan.Hash : null;
            if (response.Decision is null)
            {
                person.Say($"Votes: {response.Votes}. Waiting for others.");
            }

            return true;
        }
        catch (CountersignException refused) when (refused.Status is 403 or 409 || (refused.Status == 400 && reply.Exclude is not null))
        {
            // Somebody else decided, the time was up, or it is not for this user to say: the events tell how it goes on.
            foreach (var line in Refused.LinesOf(refused))
            {
                person.Say(line);
            }

            return refused.Code is not (ErrorCodes.PlanChanged or ErrorCodes.StepNeeded or ErrorCodes.InvalidRequest);
        }
    }

    /// <summary>Asks for as long as the answer matters; null when the gate was closed meanwhile.</summary>
    private async Task<GateReply?> AskAsync(CancellationToken cancellationToken)
    {
        if (!_helpIsShown)
        {
            person.Say(GateReply.Help);
            _helpIsShown = true;
        }

        using var closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = person.AskAsync("Approve this plan?", closed.Token);
        while (await Task.WhenAny(answer, events.PeekAsync()) != answer)
        {
            if (await events.PeekAsync() is not { } entry || Closes(entry))
            {
                await closed.CancelAsync();
                person.Say("");
                person.Say("The plan is no longer waiting for this answer.");
                return null;
            }

            await events.TakeAsync();
        }

        return GateReply.Parse(await answer);
    }
}
