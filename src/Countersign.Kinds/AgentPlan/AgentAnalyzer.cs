using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.AgentPlan.Model;
using Countersign.Kinds.AgentPlan.Rules;
using Countersign.Kinds.Sources;

namespace Countersign.Kinds.AgentPlan;

/// <summary>Has a planner choose jobs, and each job analysed by its own kind.</summary>
/// <param name="kinds">The kinds that plans may be made of.</param>
/// <param name="trees">Copies the source.</param>
/// <param name="model">A model that plans; null for the rules.</param>
/// <param name="settings">What the operator allows.</param>
/// <param name="context">The whole job's.</param>
internal sealed class AgentAnalyzer(
    IReadOnlyList<IJobKind> kinds, Func<ISourceTrees> trees, IChatModel? model, AgentSettings settings, AnalysisContext context)
{
    private readonly AgentInput _input = new(context.Input);

    public async Task<Analysis> RunAsync(CancellationToken cancellationToken)
    {
        var facts = context.Previous is { } previous
            ? await RefreshAsync(AgentFacts.Read(previous.Facts), cancellationToken)
            : await PlanAsync(cancellationToken);
        context.Reporter.Progress(1);
        return facts.ToAnalysis();
    }

    /// <summary>Answers what a person said: a model is told, the rules look for the kinds that were asked for.</summary>
    public async Task<AgentFacts> AnswerAsync(AgentFacts facts, string feedback, CancellationToken cancellationToken)
    {
        facts = facts with { Feedback = [.. facts.Feedback, feedback] };
        var answered = facts.Transcript is { } transcript && model is not null
            ? await AskAsync(facts, talk => talk.AnswerAsync(_input, transcript, feedback, cancellationToken))
            : await AddAsync(facts, feedback, cancellationToken);
        try
        {
            ContentUnion.Of(answered.Jobs);
            return answered;
        }
        catch (WorkFailedException)
        {
            // What the earlier jobs read has changed since: all are looked at as they are now.
            return await RefreshAsync(answered, cancellationToken);
        }
    }

    private async Task<AgentFacts> PlanAsync(CancellationToken cancellationToken)
    {
        var glance = await GlanceAsync(cancellationToken);
        if (model is null)
        {
            var admission = Admission([]);
            var proposal = await new RulePlanner(admission, _input, glance).RunAsync(cancellationToken);
            return new AgentFacts { Planner = AgentFacts.RulesPlanner, Jobs = admission.Jobs, Proposal = proposal };
        }

        return await AskAsync(
            new AgentFacts { Planner = AgentFacts.ModelPlanner, Model = model.Name }, talk => talk.BeginAsync(_input, glance, cancellationToken));
    }

    private async Task<AgentFacts> AskAsync(AgentFacts facts, Func<ModelPlanner, Task<Proposal>> ask)
    {
        var admission = Admission(facts.Jobs);
        var spending = new Spending(settings, context, facts.Usage);
        var talk = new ModelPlanner(model!, admission, settings, spending);
        var proposal = await ask(talk);
        return facts with { Jobs = admission.Jobs, Proposal = proposal, Usage = spending.Usage, Transcript = talk.Transcript };
    }

    private async Task<AgentFacts> AddAsync(AgentFacts facts, string feedback, CancellationToken cancellationToken)
    {
        var admission = Admission(facts.Jobs);
        var chosen = facts.Proposal.Chosen.ToList();
        var refused = facts.Proposal.Refused.ToList();
        var names = kinds.Select(kind => kind.Descriptor.Kind).ToArray();
        foreach (var name in AgentFeedback.Parse([feedback], names).Added.Where(name => !facts.Chosen.Any(job => job.Kind == name)))
        {
            var (numbers, problem) = await new RulePlanner(admission, _input, await GlanceAsync(cancellationToken))
                .AddAsync(kinds.Single(kind => kind.Descriptor.Kind == name), chosen, cancellationToken);
            refused.RemoveAll(job => job.Kind == name);
            if (numbers.Count == chosen.Count)
            {
                refused.Add(new RefusedJob(name, problem!));
            }

            chosen = [.. numbers];
        }

        return facts with { Jobs = admission.Jobs, Proposal = facts.Proposal with { Chosen = chosen, Refused = refused } };
    }

    /// <summary>The same jobs, looked at again.</summary>
    private async Task<AgentFacts> RefreshAsync(AgentFacts facts, CancellationToken cancellationToken)
    {
        var admission = Admission([]);
        var jobs = new List<PlannedJob>();
        var refused = facts.Proposal.Refused.ToList();
        foreach (var job in facts.Jobs)
        {
            try
            {
                jobs.Add(await admission.AnalyzeAsync(new PlanParts(kinds, facts).KindOf(job), job.Number, job.Input, job.Why, cancellationToken));
            }
            catch (WorkFailedException failure) when (!failure.Retryable)
            {
                refused.Add(new RefusedJob(job.Kind, $"Job {job.Part} cannot be planned any more: {failure.Message} ({failure.Code})"));
            }
        }

        var left = jobs.Select(job => job.Number).ToHashSet();
        return facts with { Jobs = jobs, Proposal = facts.Proposal with { Chosen = [.. facts.Proposal.Chosen.Where(left.Contains)], Refused = refused } };
    }

    private async Task<SourceGlance?> GlanceAsync(CancellationToken cancellationToken)
    {
        if (_input.Source is null || await IsImageAsync(cancellationToken))
        {
            return null;
        }

        using var tree = await trees().CopyAsync(context.JobId, SourceInput.Parse(context.Input), cancellationToken);
        return SourceGlance.Of(tree, cancellationToken);
    }

    private async Task<bool> IsImageAsync(CancellationToken cancellationToken)
    {
        var source = SourceInput.Parse(context.Input);
        if (source.UploadId is { } upload)
        {
            await using var file = await context.Files.OpenAsync(new InputReference(UploadId: upload), cancellationToken);
            return SourceGlance.IsImage(file.Name);
        }

        return source.Path is { } path && SourceGlance.IsImage(path);
    }

    private JobAdmission Admission(IReadOnlyList<PlannedJob> known) => new(kinds, settings, context, known);
}
